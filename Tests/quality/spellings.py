# SPDX-License-Identifier: Apache-2.0
"""Names that are spelled in several ways in Latin letters; a list of this test set alone.

A line holds the spellings of one name. ENDINGS are ways to spell the end of a family name.
"""

from collections import defaultdict

GIVEN = """
Catherine Katherine Kathryn Catharine
Stephen Steven Stephan
Sergei Sergey Serguei
Mohamed Mohammed Muhammad Mohammad Mohamad Muhammed
Ahmed Ahmad
Hussein Hussain Husain Husayn
Youssef Yusuf Yousef Yousuf
Khaled Khalid
Said Saeed Sayed
Osama Usama
Omar Umar
Fatima Fatimah Fathima
Aisha Ayesha Aicha
Zainab Zaynab Zeinab
Maryam Mariam Meryem
Khadija Khadijah
Layla Leila Laila Leyla
Noor Nour Nur
Yasmin Yasmine Jasmin
Suleiman Sulaiman Soliman
Ibrahim Ebrahim Brahim
Mustafa Moustafa Mostafa
Tariq Tarek Tarik
Walid Waleed
Karim Kareem
Jamal Gamal
Rashid Rasheed
Hassan Hasan
Faisal Faysal
Zakaria Zakariya
Philip Phillip
Geoffrey Jeffrey
Elizabeth Elisabeth
Sarah Sara
Hannah Hanna
Ann Anne
Jean Jeanne
Sophie Sofie
Sofia Sophia
Isabella Izabella
Isabel Isobel
Rebecca Rebekah
Deborah Debra
Theresa Teresa
Brian Bryan
Eric Erik Erick
Mark Marc
Carl Karl
Alan Allan Allen
Nicholas Nicolas
Anthony Antony
Matthew Mathew
Jonathan Jonathon
Lawrence Laurence
Frederick Frederic Fredrick
Christian Kristian
Christina Kristina
Christopher Kristopher
Sean Shaun Shawn
Ian Iain
Neil Neal Niall
Graham Graeme
Stuart Stewart
Gillian Jillian
Claire Clare
Michelle Michele
Nicole Nichole
Jacqueline Jaqueline
Madison Maddison
Zachary Zachery
Alexey Aleksei Alexei Aleksey
Alexander Aleksandr Aleksander Alexandr
Alexandra Aleksandra
Dmitry Dmitri Dmitriy Dimitri
Yuri Yury Yuriy Iouri
Evgeny Yevgeny Evgeniy Eugeny
Nikolai Nikolay Nicolai
Andrei Andrey
Mikhail Michail Mihail
Viktor Victor
Ekaterina Yekaterina
Natalia Natalya Nataliya
Tatiana Tatyana
Yulia Julia Iuliia
Ksenia Xenia Kseniya
Elena Yelena
Maxim Maksim
Vitaly Vitali Vitaliy
Fyodor Fedor
Stefan Stephan
Joseph Josef Jozef
Philipp Philip Filip
Günther Günter
Joachim Joakim
Matthias Mathias
Markus Marcus
Lukas Lucas
Niklas Niclas
Oskar Oscar
Mikael Michael
Fredrik Frederik
Kristian Christian
Annika Anika
Katharina Catharina
Franziska Franciska
Agnieszka Agnieska
Jakub Yakub
Jayadeep Jaydeep
Lakshmi Laxmi
Vijay Vijai
Deepak Dipak
Pooja Puja
Sunita Suneeta
Geeta Gita
Kavita Kavitha
Anita Aneeta
Swati Swathi
Srinivas Shrinivas
Kenji Kenzi
Shota Syota
Chihiro Tihiro
"""

FAMILY = """
Smith Smyth Smythe
Brown Browne
Clark Clarke
Reid Reed Read
Thompson Thomson
Johnston Johnstone
Phillips Philips
Stevens Stephens
Lewis Louis
Green Greene
Cook Cooke
Gray Grey
Marshall Marshal
Elliott Elliot Eliot
Allen Allan
Davis Davies
Davidson Davison
Nicholson Nicolson
Lloyd Loyd
Moore More
Matthews Mathews
Rogers Rodgers
Sinclair St._Clair
Donnelly Donnelley
Macdonald Mcdonald
Meyer Meier Maier Mayer
Schmidt Schmitt Schmid
Schulz Schultz Scholz
Hoffmann Hofmann
Fischer Fisher
Weiß Weis
Pfeiffer Pfeifer
Wolff Wolf
Becker Bekker
Beck Bek
Jansen Janssen
Dijkstra Dykstra
González Gonzales
Jiménez Giménez
Vázquez Vasques
Muñoz Munhoz
Sousa Souza
Teixeira Texeira
Rodrigues Rodriguez
Lopes Lopez
Qureshi Koreshi Quraishi
Khoury Khouri Khuri
Hussein Hussain
Rahman Rehman
Chatterjee Chaterji
Banerjee Banerji
Mukherjee Mukerji
Agarwal Aggarwal Agrawal
Chowdhury Choudhury Chaudhry
Iyer Aiyar
Shukla Shuklah
Saxena Saksena
Chaikovsky Tchaikovsky Tschaikowski
Shevchenko Chevchenko Schewtschenko
Soloviev Solovyev Solovyov
Zhukov Joukov
Ito Itoh
Sato Satoh
Saito Saitoh
Kobayashi Kobayasi
Kondo Kondoh
Haddad Hadad
Novak Nowak
Kowalski Kovalski
Kaminski Kaminsky
"""

ENDINGS = [("sson", "son"), ("sen", "son"), ("ov", "off"), ("ev", "eff"), ("ski", "sky"), ("sky", "ski"), ("skaya", "skaia"),
           ("ck", "k"), ("tz", "z"), ("man", "mann"), ("mann", "man"), ("ez", "es"), ("vitch", "vich"), ("ford", "forde"),
           ("ey", "y"), ("well", "wel"), ("qvist", "kvist"), ("berg", "bergh"), ("dt", "t")]


def _classes(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in text.split("\n"):
        names = [name.replace("_", " ") for name in line.split()]
        for name in names:
            found[name] += [other for other in names if other != name]
    return dict(found)


GIVEN_SPELLINGS = _classes(GIVEN)
FAMILY_SPELLINGS = _classes(FAMILY)
