# SPDX-License-Identifier: Apache-2.0
"""Job: the names that made-up persons are given, by language, the most frequent first.

A name in another script carries its usual romanised form behind a slash, for e-mail addresses.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Names of one language, and how many persons of a thousand have one."""

    code: str
    share: int
    first: list
    last: list
    family_first: bool = False


def _split(text: str) -> list:
    return text.split()


def _joined(roots: str, endings: str) -> list:
    """Family names that are built from a root and an ending."""
    return [root + ending for root in roots.split() for ending in endings.split()]


ENGLISH = Language("en", 300, _split("""
James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan Joseph
Jessica Thomas Sarah Charles Karen Christopher Nancy Daniel Lisa Matthew Margaret Anthony Betty Mark Sandra
Donald Ashley Steven Dorothy Paul Kimberly Andrew Emily Joshua Donna Kenneth Michelle Kevin Carol Brian Amanda
George Melissa Edward Deborah Ronald Stephanie Timothy Rebecca Jason Laura Jeffrey Helen Ryan Sharon Jacob
Cynthia Gary Kathleen Nicholas Amy Eric Shirley Stephen Angela Jonathan Anna Larry Ruth Justin Brenda Scott
Pamela Brandon Nicole Benjamin Katherine Samuel Samantha Frank Christine Gregory Catherine Raymond Virginia
Alexander Rachel Patrick Janet Jack Emma Dennis Olivia Henry Grace Oscar Chloe Siobhán Seán Niamh Ciarán Aoife
Eoin Gráinne Rhys Siân Llewelyn Zoë Chloë Mary-Ann Billy-Joe Anne-Marie
"""), _split("""
Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Lee Thompson
White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell
Mitchell Carter Roberts Phillips Evans Turner Parker Edwards Collins Stewart Morris Murphy Cook Rogers Morgan
Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray Hughes Price
Myers Long Foster Sanders Ross Powell Sullivan Russell Jenkins Perry Butler Barnes Fisher Henderson Coleman Simmons
Patterson Jordan Reynolds Hamilton Graham Wallace West Cole Hayes Gibson Bryant Ellis Stevens Ford Marshall Owens
Kennedy Wells Woods Washington Tucker Freeman Burns Henry Simpson Crawford Porter Mason Shaw Gordon Wagner Hunter
Hunt Black Robertson Palmer Mills Warren Nichols Knight Ferguson Stone Hawkins Dunn Perkins Hudson Spencer Gardner
Payne Pierce Berry Matthews Arnold Willis Ray Watkins Carroll Duncan Snyder Hart Cunningham Bradley Lane Andrews
Harper Fox Riley Armstrong Carpenter Weaver Greene Elliott Sims Austin Peters Kelley Franklin Lawson Fields Ryan
Carr Lawrence Chapman Montgomery Richards Williamson Johnston Banks Meyer Bishop McCoy Howell Morrison Hansen Harvey
Burton Jacobs Reid Fuller Lynch Gilbert Garrett Welch Larson Frazier Burke Hanson Day Moreno Bowman Holland Brewer
Hoffman Fleming Davidson Pearson Holmes Lowe Chandler Blake Barker Sutton Webb Higgins Newman Osborne Fletcher
Whitaker Ashcroft Attwood Braithwaite Cholmondeley Featherstone Heathcote Kingsley Lockwood Merriweather
O'Brien O'Connor O'Neill O'Sullivan O'Reilly D'Arcy MacDonald McKenzie McCarthy MacLeod FitzGerald St.John
Smith-Jones Taylor-Wood Lloyd-Davies Bowes-Lyon Ó'Riain Nic-Dhonnchadha
"""))

SPANISH = Language("es", 100, _split("""
María José Antonio Carmen Manuel Ana Francisco Isabel Juan Laura David Cristina Javier Marta Daniel Lucía Carlos
Elena Jesús Pilar Alejandro Paula Miguel Raquel Rafael Sara Pedro Rosa Pablo Beatriz Ángel Núria Sergio Inés
Fernando Mónica Luis Verónica Álvaro Sofía Óscar Ángela Andrés Jordi Iñaki Begoña Joaquín Martín José-Luis
"""), _split("""
García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno
Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales
Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano
Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Márquez Herrera Peña Flores Cabrera Campos Vega Fuentes
Carrasco Diez Reyes Caballero Nieto Aguilar Pascual Santana Herrero Lorenzo Montero Hidalgo Giménez Ibáñez Ferrer
Durán Santiago Benítez Mora Vicente Vargas Arias Carmona Crespo Román Pastor Soto Sáez Velasco Moya Soler Parra
Esteban Bravo Gallardo Rojas Ybáñez Zubizarreta Etxeberria Quiñones de_la_Cruz de_la_Fuente del_Río de_los_Santos
"""))

FRENCH = Language("fr", 70, _split("""
Jean Marie Pierre Nathalie Michel Isabelle Philippe Sylvie Alain Catherine Nicolas Françoise Christophe Valérie
Frédéric Céline Laurent Aurélie Éric Émilie Sébastien Hélène François Anaïs Jérôme Zoé Benoît Maëlle Thérèse Chloé
Jean-Luc Marie-Claude Jean-Pierre Anne-Sophie Loïc Gaël Noël Agnès Mickaël Eugénie
"""), _split("""
Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Bertrand
Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure
Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont López Fontaine Chevalier
Robin Masson Sanchez Gérard Nguyên Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier
Barbier Hébert Béranger Lacroix Desrosiers L'Hôpital D'Aubigné de_La_Tour Le_Gall Saint-Exupéry Dupuy-Montbrun Œuvrard
"""))

GERMAN = Language("de", 80, _split("""
Peter Ursula Michael Monika Wolfgang Petra Thomas Elisabeth Klaus Sabine Jürgen Renate Günter Helga Andreas Karin
Stefan Brigitte Christian Ingrid Uwe Erika Jörg Käthe Hans Andrea Werner Gisela Björn Hannelore Jens Kerstin Götz
Ulrike Matthias Bärbel Karl-Heinz Anneliese Sören Mareike Dörte Lars Änne Rüdiger
"""), _split("""
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann
Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn
Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon
Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas
Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff
Pfeiffer Größner Strauß Weißmüller von_der_Heide von_Stein zu_Guttental Meyer-Lüdenscheid Müller-Thurgau
"""))

DUTCH = Language("nl", 40, _split("""
Jan Maria Johannes Anna Cornelis Johanna Hendrik Elisabeth Willem Cornelia Pieter Wilhelmina Gerrit Margaretha Joost
Sanne Daan Femke Sjoerd Maaike Ruben Anouk Thijs Fleur Bram Lotte Niels Esmée Jurriën Daniëlle
"""), _split("""
de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot Bos Vos
Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok Jacobs
de_Haan Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn Schouten van_Beek Willems van_Vliet Hoekstra
Maas Verhoeven Koster van_Dam van_der_Wal Prins Blom Huisman Peeters de_Bruin Kuipers van_'t_Hof IJsselmuiden
"""))

NORDIC = Language("nd", 40, _split("""
Erik Anna Lars Karin Karl Ingrid Anders Kristina Per Margareta Johan Eva Nils Birgitta Bjørn Åse Søren Kirsten Øyvind
Astrid Håkon Solveig Jørgen Mette Þór Guðrún Ævar Sæunn Mäkinen Päivi Jukka Åsa Örjan Märta
"""), _joined("Johan Anders Karl Nil Erik Lar Ol Per Svens Gustaf Peter Jan Håkan Jöns Mårten", "sson sen") + _split("""
Lindström Lindqvist Bergström Sjöberg Åkesson Öberg Nyström Hellström Haugen Hagen Bakke Sørensen Jørgensen Møller
Østergård Kjær Ødegård Bråten Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Jónsdóttir Guðmundsson Þórðarson
"""))

ITALIAN = Language("it", 50, _split("""
Giuseppe Maria Giovanni Anna Antonio Giuseppina Mario Rosa Luigi Angela Francesco Giovanna Angelo Teresa Vincenzo
Lucia Pietro Carmela Salvatore Caterina Carlo Francesca Niccolò Chiara Matteo Noemi Nicolò Giulia Pier-Paolo Mariù
"""), _split("""
Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa
Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo
Gentile Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa Conte Ferraro Ferri
Fabbri Bianco Marini Grasso Valentini Messina Sala D'Amico Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti
Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Dell'Acqua Nicolò
"""))

PORTUGUESE = Language("pt", 40, _split("""
João Maria José Ana António Francisca Francisco Antónia Carlos Adriana Paulo Juliana Pedro Márcia Lucas Fernanda Luís
Patrícia Marcos Aline Gabriel Sandra Rafael Camila Conceição Vitória Íris Inês Estêvão Simão Tomás
"""), _split("""
da_Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes Gonçalves Gomes Lopes Marques
Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves
Coelho Cruz Cunha Pires Ramos Reis Simões Antunes Matos Fonseca Araújo Magalhães Guimarães Conceição dos_Anjos Brandão
"""))

SLAVIC = Language("sl", 60, _split("""
Anna Jan Maria Piotr Katarzyna Krzysztof Małgorzata Andrzej Agnieszka Tomasz Barbara Paweł Ewa Michał Krystyna Marcin
Elżbieta Łukasz Stanisław Zofia Jiří Jana Tomáš Hana Jaroslav Věra Zdeněk Kateřina František Žofie Ondřej Štěpánka
Miroslav Božena Željko Đurđica Goran Snežana Čedomir Šárka Władysław Świętosława László Ágnes István Erzsébet Ștefan
"""), _split("""
Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski
Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król
Wieczorek Jabłoński Wróbel Majewski Olszewski Jaworski Stępień Górski Łuczak Święcicki Źrebiec Novák Svoboda Novotný
Dvořák Černý Procházka Kučera Veselý Krejčí Horák Němec Pokorný Marek Pospíšil Hájek Jelínek Král Růžička Beneš Fiala
Sedláček Doležal Zeman Kolář Navrátil Čermák Vaněk Urban Šťastný Žižka Řezníček Horvat Kovačević Babić Marić Jurić Đorđević
Petrović Jovanović Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Őszi Popescu Ionescu Țăranu Ștefănescu
"""))

TURKISH = Language("tr", 25, _split("""
Mehmet Fatma Mustafa Ayşe Ahmet Emine Ali Hatice Hüseyin Zeynep Hasan Elif İbrahim Meryem İsmail Şerife Osman Zehra
Yusuf Sultan Murat Hanife Ömer Merve Ramazan Özlem Halil Gülsüm Süleyman Çiğdem Işıl Oğuz
"""), _split("""
Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan
Şimşek Polat Korkmaz Özcan Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler Yalçın Güneş Bozkurt Bulut Işık Turan Ünal
"""))

VIETNAMESE = Language("vi", 20, _split("""
Anh Linh Hương Tuấn Minh Thảo Hùng Trang Dũng Lan Nam Phương Hải Hà Đức Ngọc Quân Hạnh Long Thu Việt Yến Phúc Mai
"""), _split("""
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mạc Lương
"""), family_first=True)

ARABIC_LATIN = Language("al", 15, _split("""
Mohammed Fatima Ahmed Aisha Ali Maryam Omar Khadija Hassan Zainab Youssef Layla Ibrahim Noor Khalid Salma Abdul-Rahman
"""), _split("""
al-Hassan bin_Laith al-Masri bin_Talal Haddad Khoury el-Sayed Nasser ibn_Battuta al-Farsi Mansour Abu_Bakr Saleh
"""))

GREEK = Language("el", 30, _split("""
Γιώργος/giorgos Μαρία/maria Δημήτρης/dimitris Ελένη/eleni Κώστας/kostas Αικατερίνη/aikaterini Γιάννης/giannis
Βασιλική/vasiliki Νίκος/nikos Σοφία/sofia Χρήστος/christos Αγγελική/angeliki Παναγιώτης/panagiotis Γεωργία/georgia
Ευάγγελος/evangelos Δήμητρα/dimitra Σπύρος/spyros Ιωάννα/ioanna Θανάσης/thanasis Κωνσταντίνα/konstantina
"""), _split("""
Παπαδόπουλος/papadopoulos Βλάχος/vlachos Παππάς/pappas Αγγελόπουλος/angelopoulos Νικολάου/nikolaou
Παπαδάκης/papadakis Γεωργίου/georgiou Δημητρίου/dimitriou Ιωάννου/ioannou Κωνσταντίνου/konstantinou
Οικονόμου/oikonomou Αντωνίου/antoniou Χατζής/chatzis Μακρής/makris Παναγιωτόπουλος/panagiotopoulos
Καραγιάννης/karagiannis Αθανασίου/athanasiou Σταύρου/stavrou Θεοδώρου/theodorou Ζαχαρίου/zachariou
Μιχαηλίδης/michailidis Κόκκινος/kokkinos Λάμπρου/lamprou Σαμαράς/samaras Ψαρράς/psarras
"""))

CYRILLIC = Language("ru", 45, _split("""
Александр/aleksandr Елена/elena Сергей/sergey Ольга/olga Дмитрий/dmitriy Наталья/natalya Андрей/andrey Анна/anna
Алексей/aleksey Ирина/irina Максим/maksim Татьяна/tatyana Владимир/vladimir Светлана/svetlana Иван/ivan Мария/maria
Евгений/evgeniy Юлия/yuliya Михаил/mikhail Екатерина/ekaterina Николай/nikolay Анастасия/anastasiya Артём/artyom
Ксения/kseniya Пётр/pyotr Людмила/lyudmila Олександр/oleksandr Оксана/oksana Юрій/yuriy Олена/olena
"""), _split("""
Иванов/ivanov Смирнов/smirnov Кузнецов/kuznetsov Попов/popov Васильев/vasilev Петров/petrov Соколов/sokolov
Михайлов/mikhaylov Новиков/novikov Фёдоров/fyodorov Морозов/morozov Волков/volkov Алексеев/alekseev Лебедев/lebedev
Семёнов/semyonov Егоров/egorov Павлов/pavlov Козлов/kozlov Степанов/stepanov Николаев/nikolaev Орлов/orlov
Андреев/andreev Макаров/makarov Никитин/nikitin Захаров/zakharov Зайцев/zaytsev Соловьёв/solovyov Борисов/borisov
Яковлев/yakovlev Григорьев/grigorev Романов/romanov Воробьёв/vorobyov Щербаков/shcherbakov Шевченко/shevchenko
Коваленко/kovalenko Бондаренко/bondarenko Ткаченко/tkachenko Кравченко/kravchenko Ковальчук/kovalchuk
Римский-Корсаков/rimskiy.korsakov Георгиев/georgiev Димитров/dimitrov Стоянов/stoyanov Јовановић/jovanovic
"""))

ARABIC = Language("ar", 30, _split("""
محمد/mohammed فاطمة/fatima أحمد/ahmed عائشة/aisha علي/ali مريم/maryam عمر/omar خديجة/khadija حسن/hassan زينب/zainab
يوسف/youssef ليلى/layla إبراهيم/ibrahim نور/noor خالد/khalid سلمى/salma عبدالله/abdullah هدى/huda مصطفى/mustafa رنا/rana
"""), _split("""
الأحمد/alahmad الحسن/alhassan المصري/almasri الخطيب/alkhatib حداد/haddad خوري/khoury السيد/elsayed ناصر/nasser
الفارسي/alfarsi منصور/mansour صالح/saleh العلي/alali إبراهيم/ibrahim عثمان/othman الشامي/alshami البغدادي/albaghdadi
بن_طلال/bintalal آل_سعيد/alsaid القاسمي/alqasimi الزهراني/alzahrani نجار/najjar سليمان/suleiman
"""))

HEBREW = Language("he", 15, _split("""
דוד/david שרה/sarah משה/moshe רחל/rachel יוסף/yosef מרים/miriam אברהם/avraham אסתר/esther יעקב/yaakov חנה/hanna
יצחק/yitzhak רבקה/rivka נועם/noam תמר/tamar אורי/uri נועה/noa איתן/eitan מאיה/maya
"""), _split("""
כהן/cohen לוי/levi מזרחי/mizrahi פרץ/peretz ביטון/biton דהן/dahan אברהם/avraham פרידמן/friedman מלכה/malka אזולאי/azoulay
כץ/katz יוסף/yosef דוד/david עמר/amar אוחיון/ohayon חדד/hadad גבאי/gabay בן-דוד/bendavid אדרי/edri לוין/levin
"""))

CHINESE = Language("zh", 40, _split("""
伟/wei 芳/fang 娜/na 敏/min 静/jing 秀英/xiuying 丽/li 强/qiang 磊/lei 洋/yang 艳/yan 勇/yong 军/jun 杰/jie 娟/juan 涛/tao
小龍/xiaolong 明/ming 超/chao 秀兰/xiulan 霞/xia 平/ping 桂英/guiying 文華/wenhua 志強/zhiqiang 美玲/meiling 子涵/zihan 欣怡/xinyi
"""), _split("""
王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 黄/huang 赵/zhao 吴/wu 周/zhou 徐/xu 孙/sun 马/ma 朱/zhu 胡/hu 郭/guo 何/he 林/lin
罗/luo 高/gao 郑/zheng 梁/liang 谢/xie 宋/song 唐/tang 许/xu 韩/han 邓/deng 曹/cao 彭/peng 張/zhang 陳/chen 黃/huang 歐陽/ouyang 司馬/sima
"""), family_first=True)

JAPANESE = Language("ja", 30, _split("""
翔/sho 陽菜/hina 蓮/ren 葵/aoi 大翔/hiroto 結衣/yui 太郎/taro さくら/sakura 健太/kenta 美咲/misaki 拓海/takumi ひなた/hinata
一郎/ichiro 花子/hanako 直樹/naoki 愛/ai 誠/makoto 恵子/keiko 浩/hiroshi ゆき/yuki ケン/ken マリア/maria
"""), _split("""
佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 伊藤/ito 渡辺/watanabe 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato
吉田/yoshida 山田/yamada 佐々木/sasaki 山口/yamaguchi 松本/matsumoto 井上/inoue 木村/kimura 林/hayashi 斎藤/saito 清水/shimizu
山崎/yamazaki 森/mori 池田/ikeda 橋本/hashimoto 阿部/abe 石川/ishikawa 中島/nakajima 前田/maeda 小川/ogawa 藤田/fujita
"""), family_first=True)

KOREAN = Language("ko", 20, _split("""
민준/minjun 서연/seoyeon 서준/seojun 지우/jiwoo 도윤/doyun 서현/seohyun 예준/yejun 하은/haeun 시우/siwoo 지민/jimin 주원/juwon
영희/younghee 철수/chulsoo 은정/eunjung 현우/hyunwoo 수진/sujin
"""), _split("""
김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 장/jang 임/lim 한/han 오/oh 서/seo 신/shin 권/kwon 황/hwang 안/ahn 송/song
류/ryu 홍/hong 남궁/namgung
"""), family_first=True)

DEVANAGARI = Language("hi", 30, _split("""
राहुल/rahul प्रिया/priya अमित/amit पूजा/pooja राजेश/rajesh सुनीता/sunita संजय/sanjay अंजलि/anjali विजय/vijay नेहा/neha अर्जुन/arjun
कविता/kavita रवि/ravi सीता/sita सुरेश/suresh गीता/gita कृष्ण/krishna लक्ष्मी/lakshmi दीपक/deepak ज्योति/jyoti
"""), _split("""
शर्मा/sharma सिंह/singh कुमार/kumar वर्मा/verma गुप्ता/gupta यादव/yadav पटेल/patel मिश्रा/mishra जोशी/joshi मेहता/mehta अग्रवाल/agarwal
चौधरी/choudhary त्रिपाठी/tripathi पाण्डेय/pandey राव/rao देशपाण्डे/deshpande कुलकर्णी/kulkarni भट्ट/bhatt सक्सेना/saxena ठाकुर/thakur
"""))

LANGUAGES = [
    ENGLISH, SPANISH, FRENCH, GERMAN, DUTCH, NORDIC, ITALIAN, PORTUGUESE, SLAVIC, TURKISH, VIETNAMESE, ARABIC_LATIN,
    GREEK, CYRILLIC, ARABIC, HEBREW, CHINESE, JAPANESE, KOREAN, DEVANAGARI,
]

# What people write instead of a name, in English.
NICKNAMES = {
    "James": "Jim", "Robert": "Bob", "Michael": "Mike", "William": "Bill", "Elizabeth": "Liz", "Richard": "Dick",
    "Joseph": "Joe", "Thomas": "Tom", "Charles": "Charlie", "Christopher": "Chris", "Daniel": "Dan", "Matthew": "Matt",
    "Margaret": "Peggy", "Anthony": "Tony", "Steven": "Steve", "Andrew": "Andy", "Jennifer": "Jenny", "Patricia": "Pat",
    "Katherine": "Kate", "Edward": "Ted", "Samuel": "Sam", "Benjamin": "Ben", "Rebecca": "Becky", "Susan": "Sue",
}
