# SPDX-License-Identifier: Apache-2.0
"""Polish, Czech, Turkish names, and Arabic and Russian ones in Latin letters."""

from .culture import Culture, built, listed

POLISH = Culture("pl", 55, listed("""
Anna Maria Katarzyna Małgorzata Agnieszka Krystyna Barbara Ewa Elżbieta Zofia Janina Teresa Joanna Magdalena Monika
Jadwiga Danuta Irena Halina Helena Beata Aleksandra Marta Dorota Marianna Grażyna Jolanta Stanisława Iwona Karolina
Bożena Urszula Justyna Renata Alicja Paulina Sylwia Natalia Wanda Agata Aneta Izabela Ewelina Zuzanna Wiktoria
Świętosława Łucja Żaneta Bronisława Genowefa Kazimiera Wiesława
"""), listed("""
Jan Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Józef Marcin Marek Michał Grzegorz Jerzy Tadeusz Adam Łukasz
Zbigniew Ryszard Dariusz Henryk Mariusz Kazimierz Wojciech Robert Mateusz Marian Rafał Jacek Janusz Mirosław Maciej
Sławomir Jarosław Kamil Wiesław Roman Władysław Jakub Artur Zdzisław Edward Mieczysław Damian Dawid Przemysław
Sebastian Czesław Leszek Daniel Waldemar Bogdan Eugeniusz Szymon Bartłomiej Świętopełk Radosław Zenon Bolesław
"""), listed("""
Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski
Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król
Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak
Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski
Marciniak Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski Borkowski Sokołowski Szczepański
Sawicki Kucharski Lis Maciejewski Kubiak Kalinowski Mazurek Wysocki Kołodziej Kaźmierczak Czarnecki Sobczak Konieczny
Urbański Głowacki Zakrzewski Krajewski Brzęczyszczykiewicz Gżegżółka Świątek Żurawski Źródłowski Ćwikliński Łuczak
Wasilewski Cieślak Szulc Laskowski Kozak Makowski Ziółkowski Brzeziński Przybylski
"""), built("""Bart Boj Bor Brzoz Chmiel Czarn Dąbr Dobr Gaj Głow Gór Jabł Jawor Kal Kos Kraj Lip Mal Mich Olsz Pawł
Rad Ros Rud Sik Sob Star Tom Urb Wiś Wit Zaw Ziel Błaż Gost Krzem Łask Mokrz Rogal Szcz Węgrz""",
            "owski ewski icki ak czyk ński owicz ecki iński ek"), rare=0.35, middle=0.06, hyphen=0.04,
    daughters=(("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")))

CZECH = Culture("cs", 30, listed("""
Marie Jana Eva Hana Anna Lenka Kateřina Věra Lucie Alena Petra Jaroslava Veronika Jitka Tereza Martina Michaela
Ludmila Helena Zdeňka Ivana Monika Eliška Zuzana Markéta Barbora Jarmila Kristýna Jiřina Dana Božena Růžena Květoslava
Šárka Drahomíra Vlasta Žofie Adéla Natálie Bohumila Kamila Radka Pavla Blanka Miluše
"""), listed("""
Jiří Jan Petr Josef Pavel Martin Tomáš Jaroslav Miroslav Zdeněk Václav Michal František Jakub Milan Karel Lukáš David
Vladimír Ladislav Ondřej Roman Stanislav Marek Radek Daniel Antonín Vojtěch Filip Adam Matěj Aleš Jaromír Libor Jindřich
Rostislav Bohuslav Řehoř Šimon Štěpán Kryštof Dalibor Bedřich Oldřich Čestmír Přemysl Bořivoj Luděk
"""), listed("""
Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Krejčí Horák Němec Pokorný Marek Pospíšil Hájek Jelínek
Král Růžička Beneš Fiala Sedláček Doležal Zeman Kolář Navrátil Čermák Urban Vaněk Blažek Kříž Kratochvíl Kopecký
Bartoš Musil Vlček Polák Konečný Malý Šimek Čech Holub Štěpánek Staněk Kadlec Dostál Soukup Šťastný Mareš Moravec
Sýkora Tichý Valenta Vávra Matoušek Říha Bláha Ševčík Bureš Hruška Mašek Dušek Pavlík Hrubý Havlíček Janda Mach Žák
Liška Machala Vondráček Skřivánek Žižka Hlaváček Zdráhal Ďurica Řezníček Šindelář Tvrdík Vyskočil Nedvěd
Nepomucký Křivohlavý Ptáček Kotrba Zahradník Zapletal Ondráček Strnad Hradecký Brabec Vašíček
"""), built("Bart Bed Dobr Dol Drah Hav Hor Jan Jar Kov Krat Kub Mar Mat Mich Mor Ond Pav Pet Pok Stan Svat Tom Vaň Vlk Zah",
            "áček ek ák ík oušek íček ka ec an áš ovec"), rare=0.3, middle=0.03,
    daughters=(("ý", "á"), ("í", "í"), ("ek", "ková"), ("ec", "cová"), ("a", "ová"), ("", "ová")))

TURKISH = Culture("tr", 30, listed("""
Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Zeliha Esra Özlem Büşra Yasemin Hülya
Gülsüm Dilek Sevgi Songül Tuğba Derya Gizem Çiğdem İrem Ebru Pınar Ceren Gamze Şeyma Nurcan Aslıhan Gül|şah Ay|nur
Gül|ay Nil|üfer Ümran Sibel Defne Ecrin
"""), listed("""
Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Murat Yusuf Ömer Ramazan Halil Süleyman Abdullah Mahmut
Recep Salih Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Metin Orhan Serkan Burak Furkan Gökhan Uğur Tolga Cem
Çağlar Oğuzhan Barış Volkan Şükrü Ümit Yiğit Selçuk Ercan Erdoğan Muhammet İlker Tuncay Doğukan
"""), listed("""
Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan
Şimşek Polat Korkmaz Özcan Çakır Erdoğan Yavuz Can Acar Güler Aktaş Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer
Işık Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş Aksoy Uysal Coşkun Sezer Karaca Güngör Uçar Duman Tunç Çoban Ergün
Karakaya Demirtaş Çiçek Altıntaş Uzun Bayram Ekinci Aydoğan Toprak Dağdelen Gökçe Sönmez Ertürk Başaran Tüfekçi
"""), built("Ak Kara Demir Öz Gül Taş Kaya Er Şen Ay Koç Çelik Altın Bal Can Gök Sarı Boz Kızıl Yeşil",
            "kaya taş oğlu türk doğan soy demir er kan bulut yürek han göz bay gül su tepe"), rare=0.35, middle=0.12,
    hyphen=0.01)

ARABIC = Culture("ar", 40, listed("""
Fatima Aisha Maryam Zainab Khadija Noor Layla Amina Sara Huda Salma Yasmin Rania Hanan Samira Nadia Mona Rana Dina Iman
Noura Latifa Souad Zahra Hafsa Sumaya Asma Malak Farah Ghada Amal Nawal Wafaa Najwa Rasha Lubna Maha Samar Basma Jamila
Karima Safiya Ruqayya Yasmine Khadeeja Abeer Dalal Inas Shaimaa
"""), listed("""
Mohamed Ahmed Mohammed Ali Omar Mahmoud Hassan Hussein Khaled Ibrahim Youssef Mustafa Abdullah Said Tariq Karim Samir
Walid Nasser Faisal Hamza Bilal Rashid Amir Ziad Fadi Jamal Adel Yasser Hisham Sami Majid Salim Anwar Imad Marwan
Nabil Rami Ayman Osama Usama Ismail Jaber Mansour Muhammad Yusuf Abdul|rahman Abdel|aziz Abdul|kareem Abdul|aziz
Abdel|rahman Salah|eddin Nour|eddine Badr Ghassan Munir Qasim Zakaria Suleiman Fouad Haitham
"""), listed("""
Hassan Ali Ahmed Mohamed Ibrahim Khan Hussein Mahmoud Saleh Abdullah Hamdan Mansour Khalil Haddad Khoury Nasser Salem
Farouk Aziz Rahman Qureshi Sayed Shaheen Mustafa Osman Yousef Ismail Karimi Nassar Sabbagh Najjar Halabi Masri
Baghdadi Shami Tamimi Ghanem Hijazi Othman Bakr Daher Zayed Boutros Chehab Darwish Fayad Gamal Habib Issa Jabbour
Kassab Lahoud Maalouf Nahas Obeid Qasim Rizk Saab Tahan Wahba Younes Zidan Bennani Alaoui Idrissi Benali Bouazza
Belhadj Cherif Dridi Trabelsi Jaziri Gharbi Mansouri Hamidi Tazi Berrada Fassi Ouazzani El|sayed El|masry Abu|bakr
Ben|youssef Bou|teflika Abou|zeid El|shazly Bin|laith
"""), built("Al Bou Ben", "ghamdi harbi otaibi shehri zahrani dosari qahtani mutairi hammadi mazrouei suwaidi nuaimi"
            " kaabi mansoori zaabi shamsi rashed salama khalaf hamad omar amar merad khater"), rare=0.12, middle=0.15,
    particles=("Al", "El", "al-", "Ben", "Abu"), particle=0.18)

RUSSIAN = Culture("ru", 18, listed("""
Elena Olga Natalia Tatiana Irina Svetlana Anna Ekaterina Maria Anastasia Galina Ludmila Yulia Marina Valentina Nadezhda
Oksana Daria Vera Alexandra Polina Ksenia Yana Evgenia Victoria Larisa Sofia Alina Nina Zinaida Varvara Lyubov
"""), listed("""
Sergei Alexander Vladimir Andrei Alexey Dmitry Ivan Mikhail Nikolai Yuri Viktor Igor Oleg Pavel Maxim Evgeny Anatoly
Konstantin Boris Roman Denis Anton Vitaly Artem Kirill Gennady Vasily Valery Leonid Stanislav Grigory Fyodor Timofey
Yaroslav Vyacheslav Ruslan Arkady Georgy Lev Semyon
"""), listed("""
Ivanov Smirnov Kuznetsov Popov Vasiliev Petrov Sokolov Mikhailov Novikov Fedorov Morozov Volkov Alexeev Lebedev Semenov
Egorov Pavlov Kozlov Stepanov Nikolaev Orlov Andreev Makarov Nikitin Zakharov Zaitsev Soloviev Borisov Yakovlev
Grigoriev Romanov Vorobiev Sergeev Kuzmin Frolov Alexandrov Dmitriev Korolev Gusev Kiselev Ilyin Maximov Polyakov
Sorokin Vinogradov Kovalev Belov Medvedev Antonov Tarasov Zhukov Baranov Filippov Komarov Davydov Belyaev Gerasimov
Bogdanov Osipov Sidorov Matveev Titov Markov Mironov Krylov Kulikov Karpov Vlasov Melnikov Denisov Gavrilov Tikhonov
Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk Lysenko Rudenko Dostoevsky Chaikovsky Zhilinsky
"""), [], rare=0.0, middle=0.03, daughters=(("sky", "skaya"), ("ov", "ova"), ("ev", "eva"), ("in", "ina")))
