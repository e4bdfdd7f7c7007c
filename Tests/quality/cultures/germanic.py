# SPDX-License-Identifier: Apache-2.0
"""German, Dutch and Scandinavian names."""

from .culture import Culture, built, listed

GERMAN = Culture("de", 90, listed("""
Maria Ursula Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea Gisela Claudia Susanne
Gabriele Christa Christine Hildegard Anna Birgit Barbara Gerda Heike Marion Stefanie Julia Nicole Katharina Christina
Angelika Anja Sandra Melanie Silke Kerstin Tanja Franziska Johanna Lena Lea Hannah Sophie Charlotte Friederike
Annika Käthe Bärbel Jördis Götlind Dörte Änne Liesel|otte Anne|gret Anne|liese Hanne|lore Rose|marie Eva-Maria
Heide|marie Margarete Wilhelmine Mechthild Ulrike Sieglinde Waltraud Kunigunde Theresia Walburga
"""), listed("""
Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günther Stefan Christian Hans Bernd Uwe Werner Manfred Frank Dieter
Horst Martin Joachim Matthias Karl Helmut Gerhard Rainer Heinz Walter Alexander Jens Markus Ralf Rolf Sebastian Daniel
Tobias Florian Jan Philipp Lukas Felix Maximilian Jonas Moritz Jörg Björn Götz Jürg Rüdiger Lothar Volker Detlef Eckhard
Friedrich Wilhelm Heinrich Johannes Siegfried Ludwig Leopold Konrad Ottokar Winfried Karl|heinz Hans|peter Karl-Heinz
Hans-Jürgen Klaus-Dieter Franz-Josef Gottfried Engelbert Burkhard Dietmar Eberhard
"""), listed("""
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann
Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn
Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon
Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas
Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff
Pfeiffer Ernst Lindner Hübner Götz Strauß Reuter Förster Mohr Böttcher Thiele Jansen Bachmann Dörr Grünwald Höfer
Kästner Lößner Nägele Öhler Rößler Übelacker Wörner Zöllner Weißmüller Großmann Preußler Fußbroich Schönfelder
Schwarzenegger Oberhuber Unterberger Kirchgässner Abendroth Wintermantel Schimmelpfennig Katzenellenbogen
"""), built("""
Acker Alt Birken Blumen Brand Buchen Eber Eich Fried Gold Hart Hoch Holz Kalten Kirsch Klein Lang Linden Mittel Nieder
Ober Reich Rosen Sand Schön Schwarz Silber Stein Sonnen Stolz Tannen Wald Weiss Winter Wolfs Hirsch Grün Mühl Röthen
Finken Dorn Frei""", "bach berg berger mann stein bauer hofer meier feld thal burg müller huber brunn wasser"),
    rare=0.4, middle=0.1, hyphen=0.05, particles=("von", "von_der", "zu", "vom"), particle=0.03)

DUTCH = Culture("nl", 45, listed("""
Maria Johanna Anna Cornelia Elisabeth Wilhelmina Sanne Lotte Femke Anouk Marieke Annemarie Ingrid Monique Esther Linda
Saskia Marloes Nienke Inge Roos Eva Julia Sophie Fleur Maud Iris Lieke Anneke Hendrika Petronella Geertruida Jacoba
Margaretha Mieke Tineke Willemijn Heleen Katrien Griet Joke Marjolein Anne|mieke Margriet Renée Zoë
"""), listed("""
Johannes Jan Cornelis Hendrik Willem Pieter Gerrit Jacobus Dirk Maarten Jeroen Bas Sander Ruben Daan Thijs Bram Lars
Sven Koen Joris Wouter Bart Marcel Rob Erik Mark Michiel Martijn Frank Theo Kees Henk Joost Rik Stijn Tom Niels Jasper
Matthijs Floris Gijsbert Adriaan Lodewijk Antonius Franciscus Bartholomeus Leendert Klaas Siebe Douwe Sjoerd Jurriën
"""), listed("""
Jong Jansen Vries Berg Bakker Dijk Visser Janssen Smit Meijer Boer Mulder Groot Bos Vos Peters Hendriks Leeuwen Dekker
Brouwer Wit Dijkstra Smits Graaf Meer Linden Kok Jacobs Haan Vermeulen Heuvel Veen Broek Bruijn Heijden Schouten Beek
Willems Vliet Ven Hoekstra Maas Verhoeven Koster Dam Wal Prins Blom Huisman Peeters Jonge Kuipers Veenstra Kuiper Post
Postma Velde Gerritsen Martens Bosch Wijk Wolters Boogaard Driessen Steen Evers Rooij Hermans Ridder Zee Laan Hof Horst
Kamp Poel Pol Sluis Sanden Wouden Zanden Zwart Molenaar Timmermans Claessens Wuyts Goossens Mertens Maes Wouters
"""), built("Hoek Wiers Terp Zijl Boer Bouw Dijk Hof Jel Sie Feen Hei Kool Pos Rein Wester Ooster Noord Zuider Bol Huls",
            "stra ma sma inga huis man veld kamp meijer broek horst"), rare=0.2, middle=0.15, hyphen=0.03,
    particles=("van_der", "van", "de", "van_den", "van_de", "ten", "ter", "van_'t"), particle=0.5)

NORDIC = Culture("nd", 55, listed("""
Anna Maria Kristina Eva Karin Birgitta Elisabeth Ingrid Marie Lena Linnéa Emma Elin Sara Johanna Ida Hanna Maja Astrid
Sofie Mette Kirsten Hanne Susanne Charlotte Camilla Louise Katrine Maiken Solveig Ragnhild Bjørg Åse Sigrid Gunhild
Ingeborg Tuula Päivi Riitta Hélga Guðrún Sigríður Þóra Jóhanna Maren Pernille Rikke Märta Åsa Ulla-Britt Anne-Lise
Ann|sofie Eva-Lena Annika Mäkikka Kajsa Görel
"""), listed("""
Erik Lars Karl Anders Johan Per Nils Mikael Jan Hans Peter Olof Gustav Sven Bengt Fredrik Andreas Magnus Henrik Jens
Niels Søren Jørgen Kjell Bjørn Ole Knut Odd Torbjørn Håkon Åke Göran Björn Jörgen Håkan Örjan Mårten Pär Rasmus Mads
Christoffer Emil Oskar Axel Viggo Thorvald Jukka Matti Timo Juhani Väinö Mikko Jón Guðmundur Þórður Ragnar Leif
Sigurd Eirik Asbjørn Karl-Johan Per-Erik Lars-Göran Ingvar Torsten Rikard Stefan
"""), listed("""
Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Jansson
Hansson Bengtsson Jönsson Jensen Nielsen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen
Petersen Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Knudsen Mortensen Møller Berg Haugen Hagen
Johannessen Andreassen Jacobsen Dahl Lund Halvorsen Eriksen Iversen Strand Solberg Bakken Bråten Østby Sæther Kjær
Nørgaard Østergaard Bjerregaard Brøndum Kjærgaard Åberg Öberg Åkesson Söderberg Sjöberg Lindström Bergström Holmgren
Virtanen Korhonen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Rantanen Jónsson Sigurðsson
Guðmundsdóttir Jónsdóttir Þorsteinsson Bjarnadóttir Magnusson Håkansson Björklund Danielsson Fredriksson Henriksson
"""), built("""Berg Björk Blom Dahl Ek Eng Fors Gran Gren Hag Hed Holm Hög Kvist Lind Lund Löf Ny Norr Rosen Sand Sjö
Sten Ström Sund Söder Väster Wall Wik Ång Åker Öst Skog Frid Hell Hall""",
            "gren ström berg man qvist lund dahl stedt mark vall holm bäck blad feldt ros"), rare=0.35, middle=0.12,
    hyphen=0.02, double=0.04)
