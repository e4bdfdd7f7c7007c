# SPDX-License-Identifier: Apache-2.0
"""Where the made-up persons live and work: cities with their states, streets, companies, titles."""

_UNITED_STATES = """New York NY,Los Angeles CA,Chicago IL,Houston TX,Phoenix AZ,Philadelphia PA,San Diego CA,Dallas TX,Denver
 CO,Boston MA,Seattle WA,Nashville TN,Detroit MI,Portland OR,Memphis TN,Baltimore MD,Milwaukee WI,Albuquerque NM,Tucson AZ,
 Fresno CA,Sacramento CA,Kansas City MO,Atlanta GA,Omaha NE,Raleigh NC,Miami FL,Oakland CA,Minneapolis MN,Tulsa OK,
 Cleveland OH,Wichita KS,New Orleans LA,Honolulu HI,Anchorage AK,Pittsburgh PA,Cincinnati OH,St. Paul MN,Buffalo NY,
 Boise ID,Richmond VA,Des Moines IA,Salt Lake City UT,Spokane WA,Louisville KY,Providence RI,Burlington VT"""

_OTHERS = {
    "uk": "London England|Manchester England|Birmingham England|Leeds England|Bristol England|Glasgow Scotland|"
          "Edinburgh Scotland|Cardiff Wales|Swansea Wales|Belfast Northern_Ireland|Dublin Leinster|Cork Munster|"
          "Galway Connacht|Sydney NSW|Melbourne VIC|Brisbane QLD|Perth WA|Toronto ON|Ottawa ON|Vancouver BC",
    "es": "Madrid Madrid|Barcelona Cataluña|Valencia Valencia|Sevilla Andalucía|Zaragoza Aragón|Málaga Andalucía|Bilbao"
          " País_Vasco|Alicante Valencia|Córdoba Andalucía|Valladolid Castilla_y_León|A_Coruña Galicia|Guadalajara Jalisco|"
          "Monterrey Nuevo_León|Puebla Puebla|Bogotá Cundinamarca|Medellín Antioquia|Lima Lima|Rosario Santa_Fe",
    "pt": "Lisboa Lisboa|Porto Porto|Braga Minho|Coimbra Centro|Faro Algarve|São_Paulo SP|Rio_de_Janeiro RJ|Salvador BA|"
          "Brasília DF|Curitiba PR|Recife PE|Fortaleza CE|Belo_Horizonte MG",
    "fr": "Paris Île-de-France|Marseille Provence|Lyon Rhône-Alpes|Toulouse Occitanie|Nice Provence|Nantes Pays_de_la_Loire|"
          "Strasbourg Alsace|Bordeaux Nouvelle-Aquitaine|Lille Hauts-de-France|Rennes Bretagne|Reims Grand_Est|"
          "Saint-Étienne Loire|Montréal QC|Québec QC|Genève GE|Liège Wallonie",
    "it": "Roma Lazio|Milano Lombardia|Napoli Campania|Torino Piemonte|Palermo Sicilia|Genova Liguria|Bologna"
          " Emilia-Romagna|Firenze Toscana|Bari Puglia|Catania Sicilia|Venezia Veneto|Verona Veneto|L'Aquila Abruzzo|Forlì Emilia-Romagna",
    "de": "Berlin Berlin|Hamburg Hamburg|München Bayern|Köln Nordrhein-Westfalen|Frankfurt Hessen|Stuttgart"
          " Baden-Württemberg|Düsseldorf Nordrhein-Westfalen|Leipzig Sachsen|Dresden Sachsen|Nürnberg Bayern|"
          "Würzburg Bayern|Saarbrücken Saarland|Wien Wien|Graz Steiermark|Zürich ZH|Bern BE",
    "nl": "Amsterdam Noord-Holland|Rotterdam Zuid-Holland|Den_Haag Zuid-Holland|Utrecht Utrecht|Eindhoven Noord-Brabant|"
          "Groningen Groningen|Leeuwarden Friesland|Maastricht Limburg|'s-Hertogenbosch Noord-Brabant|Gent Oost-Vlaanderen",
    "nd": "Stockholm Stockholm|Göteborg Västra_Götaland|Malmö Skåne|Uppsala Uppsala|Linköping Östergötland|Oslo Oslo|Bergen"
          " Vestland|Tromsø Troms|København Hovedstaden|Århus Midtjylland|Aalborg Nordjylland|Helsinki Uusimaa|Reykjavík Höfuðborgarsvæðið",
    "pl": "Warszawa Mazowieckie|Kraków Małopolskie|Łódź Łódzkie|Wrocław Dolnośląskie|Poznań Wielkopolskie|Gdańsk Pomorskie|"
          "Szczecin Zachodniopomorskie|Bydgoszcz Kujawsko-Pomorskie|Lublin Lubelskie|Białystok Podlaskie|Rzeszów Podkarpackie",
    "cs": "Praha Praha|Brno Jihomoravský_kraj|Ostrava Moravskoslezský_kraj|Plzeň Plzeňský_kraj|Liberec Liberecký_kraj|"
          "Olomouc Olomoucký_kraj|České_Budějovice Jihočeský_kraj|Hradec_Králové Královéhradecký_kraj",
    "tr": "İstanbul Marmara|Ankara İç_Anadolu|İzmir Ege|Bursa Marmara|Antalya Akdeniz|Adana Akdeniz|Diyarbakır Güneydoğu|Eskişehir İç_Anadolu",
    "ar": "Cairo Cairo|Alexandria Alexandria|Casablanca Casablanca|Rabat Rabat|Tunis Tunis|Algiers Algiers|Amman Amman|"
          "Beirut Beirut|Dubai Dubai|Abu_Dhabi Abu_Dhabi|Doha Doha|Riyadh Riyadh|Jeddah Makkah",
    "in": "Mumbai Maharashtra|Delhi Delhi|Bengaluru Karnataka|Hyderabad Telangana|Chennai Tamil_Nadu|Kolkata West_Bengal|"
          "Pune Maharashtra|Ahmedabad Gujarat|Jaipur Rajasthan|Lucknow Uttar_Pradesh|Kochi Kerala|Thiruvananthapuram Kerala",
    "zh": "Beijing Beijing|Shanghai Shanghai|Guangzhou Guangdong|Shenzhen Guangdong|Chengdu Sichuan|Wuhan Hubei|Nanjing"
          " Jiangsu|Hangzhou Zhejiang|Xi'an Shaanxi|Taipei Taiwan|Hong_Kong Hong_Kong",
    "ja": "Tokyo Tokyo|Osaka Osaka|Yokohama Kanagawa|Nagoya Aichi|Sapporo Hokkaido|Fukuoka Fukuoka|Kyoto Kyoto|Kobe Hyogo|Sendai Miyagi",
    "vi": "Hà_Nội Hà_Nội|Đà_Nẵng Đà_Nẵng|Hải_Phòng Hải_Phòng|Cần_Thơ Cần_Thơ|Huế Thừa_Thiên",
    "ru": "Moscow Moscow|Saint_Petersburg Leningrad|Kazan Tatarstan|Samara Samara|Kyiv Kyiv|Kharkiv Kharkiv|Minsk Minsk",
    "cyr": "Москва Москва|Санкт-Петербург Ленинградская_область|Казань Татарстан|Київ Київ|Харків Харків|София София",
    "grk": "Αθήνα Αττική|Θεσσαλονίκη Μακεδονία|Πάτρα Αχαΐα|Ηράκλειο Κρήτη",
    "ars": "القاهرة القاهرة|الإسكندرية الإسكندرية|دمشق دمشق|بغداد بغداد|الرياض الرياض",
    "heb": "ירושלים ירושלים|חיפה חיפה|באר_שבע הנגב|נתניה המרכז",
    "han": "北京 北京|上海 上海|广州 广东|成都 四川|台北 台湾",
    "kan": "東京 東京都|大阪 大阪府|横浜 神奈川県|名古屋 愛知県|京都 京都府",
    "hgl": "서울 서울|부산 부산|인천 인천|대구 대구",
}


def _united_states() -> list[tuple[str, str]]:
    entries = " ".join(_UNITED_STATES.split()).replace(", ", ",").split(",")
    return [tuple(entry.rsplit(" ", 1)) for entry in entries]  # type: ignore[misc]


CITIES: dict[str, list[tuple[str, str]]] = {
    code: [tuple(part.replace("_", " ") for part in entry.split(" ")) for entry in text.split("|")]  # type: ignore[misc]
    for code, text in _OTHERS.items()}
CITIES["en"] = _united_states() + CITIES["uk"]

STREETS = """High Street|Station Road|Oak Avenue|Maple Drive|Mill Lane|Church Road|Elm Street|Victoria Terrace|Harbour View|
Orchard Close|Calle Mayor|Avenida del Sol|Rua das Flores|Rue de la Paix|Avenue du Lac|Via Garibaldi|Piazza del Popolo|
Hauptstraße|Bahnhofstraße|Lindenallee|Kerkstraat|Nieuwe Gracht|Storgatan|Skolvägen|ulica Długa|ulica Polna|Dlouhá ulice|
Atatürk Caddesi|Sunset Boulevard|Second Street|Lakeside Drive|River Walk|Ring Road|Market Square""".replace("\n", "").split("|")

_COMPANY = """Bluewater Copperline Driftwood Everbright Farsight Glasswing Highwater Ironbridge Jadestone Kettledrum Lanternfish
Moonbeam Northlight Openfield Paperplane Quicksilver Redshift Starling Tidemark Upstream Velvetine Watershed Zephyr""".split()
_ENDING = "Logistics Software Foods Energy Textiles Insurance Robotics Optics Shipping Consulting Media Farms".split()
COMPANIES = [f"{one} {other}" for one in _COMPANY for other in _ENDING]

TITLES = """Engineer|Accountant|Nurse|Product Manager|Designer|Translator|Electrician|Sales Director|Biologist|Receptionist|
Editor|Physiotherapist|Data Analyst|Plumber|Team Lead|Photographer|Paralegal|Logistics Planner""".replace("\n", "").split("|")

MAIL_HOSTS = ["example.com", "example.org", "example.net", "mail.example.com", "post.example.net", "corp.example.org"]
MAIL_WORDS = """sunny river falcon pepper velvet comet lucky mango tiger pixel winter ocean cactus nomad rocket ember maple cosmic
turtle saffron breeze puzzle coral panda""".split()
