# SPDX-License-Identifier: Apache-2.0
"""Spanish, Portuguese, French and Italian names."""

from .culture import Culture, built, listed

SPANISH = Culture("es", 110, listed("""
María Carmen Ana Isabel Laura Cristina Marta Lucía Elena Paula Raquel Sara Rosa Beatriz Patricia Silvia Mercedes Julia
Alba Irene Andrea Rocío Mónica Ángela Sandra Marina Sonia Susana Natalia Yolanda Margarita Claudia Verónica Inés
Victoria Daniela Valentina Camila Gabriela Alejandra Ximena Guadalupe Esperanza Consuelo Dolores Inmaculada Remedios
Araceli Begoña Nuria Montserrat Nerea Ainhoa Itziar Rosa|lía Ana|bel Mari|sol Luz Belén Noemí Débora Fátima
"""), listed("""
Antonio José Manuel Francisco David Juan Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo Ángel Sergio
Fernando Jorge Luis Alberto Álvaro Adrián Diego Raúl Iván Rubén Enrique Ramón Vicente Andrés Joaquín Santiago Víctor
Eduardo Mario Roberto Jaime Ignacio Marcos Hugo Óscar Ricardo Salvador Emilio Julián Tomás Agustín Guillermo Gonzalo
Esteban Gregorio Domingo Cristóbal Mateo Leonardo Sebastián Emiliano Rodrigo Félix Martín Nicolás Benjamín Héctor
Aurelio Teodoro Wenceslao Iñigo Unai Jordi Xavier Íñaki Germán Simón
"""), listed("""
García González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz
Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales
Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano
Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Márquez Herrera Peña Flores Cabrera Campos Vega Fuentes
Carrasco Diez Caballero Reyes Nieto Aguilar Pascual Santana Herrero Lorenzo Montero Hidalgo Giménez Ibáñez Ferrer
Durán Santiago Benítez Mora Vargas Arias Carmona Crespo Román Pastor Soto Sáez Velasco Moya Soler Parra Esteban Bravo
Gallardo Rojas Pardo Merino Franco Espinosa Izquierdo Lara Rivas Silva Rivera Casado Arroyo Redondo Camacho Rey Vera
Otero Luque Galán Montes Ríos Segura Carrillo Marcos Sierra Aranda Mendoza Valle Quintana Zapata Zamora Villanueva
Etxeberria Goikoetxea Agirre Zubizarreta Mendizábal Arrizabalaga Puigdomènech Casanovas Figueroa Echevarría Bustamante
Covarrubias Villalobos Santamaría Monte|negro Mal|donado Campo|verde Fuen|mayor Peña|randa Villa|lba Torre|grosa
"""), built("""Alc Alm Ar Bal Barr Bel Berm Caball Cald Cam Cañ Carr Cast Cerv Escal Esp Fig Gal Guad Her Lagun Madr Mal
Mir Mont Mor Nav Oliv Pal Ped Per Pin Quint Rob Sal Sant Sol Tor Val Vall Ver Vill Zam""",
            "era ero illa illo ares anza ano ada ejo uelo osa ales edo íbar"), rare=0.12, middle=0.22, double=0.62,
    particles=("de_la", "de", "del", "de_los"), particle=0.05)

PORTUGUESE = Culture("pt", 50, listed("""
Maria Ana Beatriz Mariana Inês Sofia Joana Catarina Rita Marta Leonor Matilde Carolina Francisca Helena Teresa Fernanda
Juliana Gabriela Letícia Larissa Camila Luciana Patrícia Vitória Isabela Raquel Débora Cláudia Sílvia Margarida Graça
Conceição Fátima Lurdes Adriana Bruna Aline Tatiana Vanessa Luísa Lídia Otília Ana|bela Rosa|ngela
"""), listed("""
João José António Manuel Francisco Pedro Paulo Luís Carlos Rui Miguel Tiago André Ricardo Nuno Bruno Diogo Gonçalo
Rodrigo Rafael Gabriel Lucas Mateus Gustavo Felipe Eduardo Marcelo Fernando Leonardo Thiago Vinícius Caio Otávio
Henrique Vasco Duarte Afonso Bernardo Sebastião Estêvão Jerónimo Inácio Álvaro Vítor Joaquim Damião Moisés Mário
"""), listed("""
Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes Marques Alves
Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho
Cruz Cunha Pires Ramos Reis Simões Antunes Matos Fonseca Machado Araújo Barbosa Tavares Lourenço Castro Figueiredo
Azevedo Freitas Magalhães Henriques Lima Guerreiro Batista Pinheiro Faria Miranda Barros Morais Nogueira Esteves
Anjos Baptista Campos Mota Andrade Brito Sá Leite Abreu Borges Melo Vaz Pacheco Amorim Valente Moura Cavalcanti Assunção
Bragança Camões Quintão Falcão Leitão Conceição Guimarães Vasconcelos Albuquerque Siqueira Drummond Bittencourt
"""), [], rare=0.0, middle=0.25, double=0.55, particles=("da", "dos", "de", "do", "das"), particle=0.16)

FRENCH = Culture("fr", 80, listed("""
Marie Nathalie Isabelle Sylvie Catherine Françoise Martine Christine Monique Valérie Sandrine Véronique Nicole
Stéphanie Sophie Céline Chantal Aurélie Laurence Julie Émilie Élodie Camille Hélène Anne Delphine Virginie Caroline
Léa Manon Chloé Inès Pauline Mathilde Clémence Juliette Élise Margaux Amélie Agnès Brigitte Odile Geneviève Thérèse
Cécile Florence Béatrice Océane Maëlle Solène Noémie Anaïs Éléonore Apolline Joséphine Marguerite Ségolène Zoé Héloïse
"""), listed("""
Jean Pierre Michel Philippe Alain Nicolas Christophe Patrick Daniel Bernard Laurent Frédéric Éric Julien Stéphane
David Pascal Sébastien Thomas François Olivier Gérard Thierry Alexandre Guillaume Jérôme Vincent Antoine Maxime
Romain Anthony Benoît Mathieu Cédric Hervé Rémi Ludovic Grégory Gilles Yves Étienne Théo Hugo Lucas Raphaël Arthur
Léon Gaël Loïc Yann Corentin Jocelyn Aurélien Gaspard Barthélemy Édouard Honoré Désiré Mickaël Jean|noël
"""), listed("""
Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David
Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez Legrand
Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez
Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël
Meyer Lucas Meunier Jean Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colas Fernandez
Renard Arnaud Rolland Caron Aubert Giraud Leclerc Vidal Bourgeois Renaud Lemoine Picard Gaillard Philippe Leclercq
Lacroix Fabre Dupuis Olivier Rodriguez Da_Silva Hubert Louis Charles Guillot Rivière Le_Gall Guillaume Adam Rey Moulin
Gonzalez Berger Lecomte Menard Fleury Deschamps Carpentier Julien Benoît Paris Maillard Marchal Aubry Vasseur
Le_Roux Renault Collet Prévost Poirier Hamon Boulanger Ferrand Delattre Cousin Le_Goff Kerguelen Beaumont
Bois|vert Beau|regard Belle|fontaine Mont|martin La|vigne De|lacroix Du|chesne La|fontaine Char|pentier
"""), built("""Beau Belle Bour Cham Clair Cour Dam Des Gaill Gran Haute Lamb Mal Mar Mont Per Pont Rous Val Ville Brév
Chau Fré Gué Tré Vau Ver Lor Roch Boul""", "court mont ville vert champ lieu bert gnon dier tin lais rand nay cey"),
    rare=0.25, middle=0.08, hyphen=0.05, hyphen_first=0.12, particles=("de", "du", "de_La", "des"), particle=0.04)

ITALIAN = Culture("it", 65, listed("""
Maria Anna Giulia Francesca Chiara Sara Martina Elena Laura Paola Valentina Alessia Silvia Federica Giovanna Rosa
Roberta Elisa Daniela Simona Cristina Patrizia Barbara Monica Stefania Lucia Teresa Angela Caterina Claudia Antonella
Giorgia Arianna Beatrice Ludovica Margherita Raffaella Ornella Donatella Mirella Loredana Fiorella Immacolata Concetta
Anna|maria Rosa|maria Maria|grazia Anna|lisa Anna|rita Maria|teresa Maria|rosa Gian|na Rosa|lba Anna|laura
"""), listed("""
Giuseppe Antonio Giovanni Mario Luigi Francesco Marco Andrea Roberto Stefano Alessandro Salvatore Paolo Matteo Lorenzo
Davide Luca Angelo Vincenzo Domenico Fabio Simone Massimo Riccardo Daniele Giorgio Claudio Pietro Filippo Emanuele
Michele Carlo Enrico Tommaso Niccolò Edoardo Raffaele Gabriele Federico Maurizio Umberto Ruggero Guglielmo Ermenegildo
Calogero Gaetano Nicolò Amedeo Ottavio Gian|luca Gian|carlo Pier|luigi Gian|franco Gian|paolo Pier|paolo Gian|marco
"""), listed("""
Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo
Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli
Vitale Lombardo Serra Coppola Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina
Sala Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino
Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore Ferretti Bellini
Basile Riva Donati Piras Vitali Battaglia Sartori Neri Costantini Milani Pagano Ruggiero Sorrentino Orlando Damico
D'Angelo D'Amico Dell'Orto Dall'Oglio De_Luca De_Santis Di_Stefano Di_Marco De_Angelis Di_Pietro De_Rosa Lo_Monaco
La_Rosa Della_Valle De_Simone Del_Vecchio Lo_Presti La_Torre Monte|leone Campo|basso Quatt|rocchi Bona|ventura
"""), built("""Bell Bianc Cap Carb Cast Cer Colomb Fals Fant Ferr Ghis Gland Grim Lomb Mag Mant Marc Mart Mer Mont Mor
Negr Ort Pal Pell Per Pier Quart Ric Ron Sal Sant Sart Tass Tav Ton Val Ven Vic Zan Zucc Buon Calv Dond Frang""",
            "ini etti elli oni ucci ello acci ato aro otti ieri esi"), rare=0.4, middle=0.08, hyphen=0.01)
