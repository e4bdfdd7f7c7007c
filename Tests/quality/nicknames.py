# SPDX-License-Identifier: Apache-2.0
"""Short forms of given names in several languages, from general knowledge; a list of this test set alone.

Between the strokes stand a full name and its short forms; the code in brackets is the culture of the lines below it.
"""

from collections import defaultdict

_PAIRS = """
[en]
William Bill Billy Will Willie Liam / Robert Bob Bobby Rob Robbie / Richard Dick Rick Ricky Richie
James Jim Jimmy Jamie / John Jack Johnny / Michael Mike Mick Mickey Mikey / Thomas Tom Tommy
Charles Charlie Chuck Chaz / Christopher Chris Topher Kit / Edward Ed Eddie Ted Ned / Joseph Joe Joey
Daniel Dan Danny / Matthew Matt Matty / Anthony Tony / Andrew Andy Drew / Joshua Josh / Steven Steve Stevie
Stephen Steve / Timothy Tim Timmy / Nicholas Nick Nicky / Jonathan Jon Jonny / Benjamin Ben Benny / Samuel Sam Sammy
Patrick Pat Paddy / Alexander Alex Sandy Xander Al / Gregory Greg / Henry Harry Hank / Zachary Zach Zack
Douglas Doug / Kenneth Ken Kenny / Raymond Ray / Gerald Gerry Jerry / Lawrence Larry Laurie / Francis Frank Frankie
Frederick Fred Freddie / Theodore Ted Teddy Theo / Leonard Len Lenny Leo / Albert Bert Al / Arthur Art Artie
Walter Walt Wally / Vincent Vince Vinnie / Geoffrey Geoff / Jeffrey Jeff / Donald Don Donny / Ronald Ron Ronnie
Philip Phil / Peter Pete / Harold Hal Harry / Nathaniel Nate Nat / Bartholomew Bart / Augustus Gus
Dominic Dom Nick / Sebastian Seb Bastian / Maximilian Max / Callum Cal
Elizabeth Liz Beth Betty Lizzie Eliza Betsy Libby Lisa / Margaret Maggie Meg Peggy Marge Daisy Greta
Katherine Kate Kathy Katie Kitty Kay / Catherine Cathy Cate Cat / Kathleen Kathy Kath / Jennifer Jen Jenny
Patricia Pat Patty Tricia Trish / Susan Sue Suzy / Jessica Jess Jessie / Deborah Deb Debbie / Rebecca Becky Becca
Stephanie Steph / Victoria Vicky Tori / Samantha Sam Sammy / Christine Chris Chrissie Tina / Kimberly Kim
Barbara Barb Babs / Dorothy Dot Dolly Dottie / Jacqueline Jackie / Theresa Terry Tess / Teresa Terry Tess
Eleanor Nell Ellie Nora / Abigail Abby Gail / Frances Fran Frannie / Judith Judy / Natalie Nat
Caroline Caro Carrie / Charlotte Charlie Lottie / Pamela Pam / Cynthia Cindy / Amanda Mandy / Virginia Ginny
Beverly Bev / Isabella Bella Izzy / Alexandra Alex Sandra Lexi Sasha / Josephine Jo Josie / Georgina Georgie Gina
Winifred Winnie / Philippa Pippa / Rosemary Rosie / Constance Connie / Beatrice Bea / Harriet Hattie
Madison Maddie / Danielle Dani / Gillian Jill / Rosalind Ros / Mary Molly Polly / Ann Annie Nancy / Anne Annie
Hannah Hanni
[es]
Francisco Paco Pancho Curro Fran / José Pepe / Jesús Chuy / Manuel Manolo Manu / Ignacio Nacho / Enrique Quique Kike
Guillermo Memo Guille / Alejandro Ale Jandro / Roberto Beto / Alberto Beto / Eduardo Edu Lalo / Fernando Nando
Rafael Rafa / Javier Javi / Antonio Toño Toni / Santiago Santi / Salvador Chava / Gregorio Goyo / Vicente Chente
Ramón Moncho / Jorge Coque / Dolores Lola / Mercedes Merche / Guadalupe Lupe Lupita / Rosario Charo / Consuelo Chelo
María Mari Maruja / Isabel Isa Chabela / Inmaculada Inma / Montserrat Montse / Concepción Concha Conchita
Teresa Tere / Graciela Chela / Remedios Reme / Begoña Bego / Gabriela Gabi / Margarita Marga
[it]
Giuseppe Beppe Peppe Pino / Giovanni Gianni Vanni Nino / Francesco Franco Checco Ciccio / Salvatore Totò Turi
Vincenzo Enzo / Domenico Mimmo / Luigi Gigi Gino / Alessandro Sandro Ale / Roberto Berto / Antonio Tonino Nino
Raffaele Lello / Tommaso Maso / Filippo Pippo / Federica Fede Chicca / Francesca Franca Cecca
Giovanna Gianna Vanna / Elisabetta Betta / Antonella Nella / Margherita Rita / Immacolata Imma Titti / Caterina Rina
[de]
Johannes Hannes Hans Jo / Hans Hansi / Josef Sepp Beppi / Maximilian Maxi / Friedrich Fritz Fiete
Wilhelm Willi / Heinrich Heiner Heinz Heini / Ludwig Lutz Wiggerl / Sebastian Basti Wastl / Tobias Tobi
Andreas Andi Anderl / Matthias Matze Hias / Wolfgang Wolfi Wolf / Klaus Klausi / Günther Günni / Manfred Manni Fredi
Siegfried Sigi / Konrad Konni / Katharina Kathi Käthe Trine Rina
Elisabeth Lisbeth Sissi Elsbeth Lisl Betti / Margarete Grete Gretel Gretchen / Johanna Hanna Hanni
Susanne Susi Sanne / Ursula Uschi Ulla Ursel / Gabriele Gabi / Brigitte Gitti Biggi / Hildegard Hilde Hilda
Christine Christel Tine / Stefanie Steffi / Franziska Franzi / Barbara Bärbel / Angelika Geli Angie
Magdalena Lena Leni / Friederike Rike / Ulrike Ulli Rike / Wilhelmine Minna Mina
[pl]
Krzysztof Krzysiek Krzyś / Stanisław Staszek Stach / Tomasz Tomek / Jan Janek Jasiek / Andrzej Jędrek
Piotr Piotrek / Grzegorz Grzesiek / Wojciech Wojtek / Aleksandra Ola / Małgorzata Gosia Małgosia
Katarzyna Kasia Kaśka / Agnieszka Aga Agusia / Elżbieta Ela / Joanna Asia Joasia / Magdalena Magda / Zofia Zosia
Józef Józek / Jakub Kuba / Michał Misiek / Zbigniew Zbyszek
[cs]
Jiří Jirka / Josef Pepa Pepík / Jan Honza / František Franta / Václav Vašek / Zdeněk Zdenda / Jakub Kuba
Vojtěch Vojta / Antonín Tonda / Kateřina Katka / Alžběta Běta / Ludmila Lída / Helena Hela Lenka / Jaroslav Jarda
Miroslav Mirek / Vladimír Vláďa
[ru]
Sergei Seryozha / Alexander Sasha Sanya / Dmitry Dima Mitya / Mikhail Misha / Nikolai Kolya / Vladimir Vova Volodya
Ivan Vanya / Evgeny Zhenya / Konstantin Kostya / Pavel Pasha / Ekaterina Katya / Natalia Natasha / Maria Masha
Anastasia Nastya / Tatiana Tanya / Svetlana Sveta / Yulia Yulya / Alexandra Sasha / Lyubov Lyuba
[fr]
Françoise Fanchon / Jean Jeannot / Frédéric Fred / Christophe Chris Tophe / Nicolas Nico / Alexandre Alex
Maxime Max / Benoît Ben / Mathieu Math / Stéphanie Steph / Véronique Véro / Isabelle Isa / Catherine Cath
Joséphine Jo / Élisabeth Babette / Geneviève Ginette
[pt]
João Joãozinho Jão / José Zé Zeca / Francisco Chico / Eduardo Dudu Edu / António Tó Toninho / Luís Lula
Manuel Manel / Fernanda Nanda / Gabriela Gabi / Juliana Juju
[nl]
Johannes Joop Hans / Jacobus Jaap Koos / Cornelis Kees Cor / Hendrik Henk / Willem Wim / Gerrit Gert / Pieter Piet
Johanna Jo Annie Hanneke / Wilhelmina Mien Willy / Elisabeth Els Bep Lies / Adriaan Ad / Leendert Leen
Antonius Toon Ton
[tr]
Mehmet Memo / Mustafa Mıstık / İbrahim İbo / Fatma Fatoş / Hüseyin Hüso
[nd]
Johan Jocke / Lars Lasse / Karl Kalle / Nils Nisse / Bengt Benke / Anders Ante / Mikael Micke / Fredrik Fredde
Kristina Stina Kicki / Margareta Greta / Birgitta Gittan / Elisabeth Lisbet Lisa
[in]
Rajesh Raju / Lakshmi Lachu / Siddharth Sid / Abhishek Abhi / Aishwarya Aishu
"""


def _forms() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for line in _PAIRS.strip().split("\n"):
        if line.startswith("["):
            shorts = found.setdefault(line[1:-1], {})
            continue
        for entry in line.split(" / "):
            full, *short = entry.split()
            shorts[full] = list(dict.fromkeys(shorts.get(full, []) + short))
    return found


BY_CULTURE: dict[str, dict[str, list[str]]] = _forms()
SHORTS: dict[str, list[str]] = defaultdict(list)  # of all cultures together
FULLS: dict[str, list[str]] = defaultdict(list)
for _shorts in BY_CULTURE.values():
    for _full, _some in _shorts.items():
        SHORTS[_full] += [one for one in _some if one not in SHORTS[_full]]
        for _one in _some:
            FULLS[_one] += [] if _full in FULLS[_one] else [_full]


def shorts_in(culture: str, full: str) -> list[str]:
    """The short forms that a name has in a culture."""
    return BY_CULTURE.get(culture, {}).get(full, [])
