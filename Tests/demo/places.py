# SPDX-License-Identifier: Apache-2.0
"""Job: the places, streets, companies and telephone numbers that made-up persons are given.

Every telephone number lies in a range that its country keeps free for films and books.
"""

CITIES = {
    "en": [("London", "England"), ("New York", "NY"), ("Los Angeles", "CA"), ("Chicago", "IL"), ("San Francisco", "CA"),
           ("Springfield", "IL"), ("Springfield", "MA"), ("Portland", "OR"), ("Portland", "ME"), ("Austin", "TX"),
           ("Boston", "MA"), ("Manchester", "England"), ("Edinburgh", "Scotland"), ("Dublin", "Leinster"),
           ("Toronto", "ON"), ("Sydney", "NSW"), ("Melbourne", "VIC"), ("St. Louis", "MO"), ("Stratford-upon-Avon", "England")],
    "es": [("Madrid", "Madrid"), ("Barcelona", "Cataluña"), ("Málaga", "Andalucía"), ("A Coruña", "Galicia"),
           ("Ciudad de México", "CDMX"), ("Bogotá", "Cundinamarca"), ("San José", "CA")],
    "fr": [("Paris", "Île-de-France"), ("Lyon", "Auvergne-Rhône-Alpes"), ("Saint-Étienne", "Loire"), ("Montréal", "QC")],
    "de": [("Berlin", "Berlin"), ("München", "Bayern"), ("Köln", "NRW"), ("Düsseldorf", "NRW"), ("Zürich", "ZH"), ("Wien", "Wien")],
    "nl": [("Amsterdam", "Noord-Holland"), ("'s-Hertogenbosch", "Noord-Brabant"), ("Den Haag", "Zuid-Holland"), ("Gent", "Oost-Vlaanderen")],
    "nd": [("Stockholm", "Stockholm"), ("Göteborg", "Västra Götaland"), ("København", "Hovedstaden"), ("Tromsø", "Troms"), ("Reykjavík", "IS")],
    "it": [("Roma", "Lazio"), ("Milano", "Lombardia"), ("L'Aquila", "Abruzzo"), ("Forlì", "Emilia-Romagna")],
    "pt": [("Lisboa", "Lisboa"), ("São Paulo", "SP"), ("Rio de Janeiro", "RJ"), ("Évora", "Alentejo")],
    "sl": [("Warszawa", "Mazowieckie"), ("Łódź", "Łódzkie"), ("Kraków", "Małopolskie"), ("Praha", "Praha"), ("Žďár nad Sázavou", "Vysočina"), ("Budapest", "Budapest")],
    "tr": [("İstanbul", "İstanbul"), ("Ankara", "Ankara"), ("Diyarbakır", "Diyarbakır")],
    "vi": [("Hà Nội", "Hà Nội"), ("Đà Nẵng", "Đà Nẵng")],
    "al": [("Dubai", "Dubai"), ("Beirut", "Beirut")],
    "el": [("Αθήνα", "Αττική"), ("Θεσσαλονίκη", "Μακεδονία")],
    "ru": [("Москва", "Москва"), ("Санкт-Петербург", "СПб"), ("Київ", "Київ"), ("София", "София")],
    "ar": [("القاهرة", "القاهرة"), ("دمشق", "دمشق")],
    "he": [("תל אביב", "תל אביב"), ("חיפה", "חיפה")],
    "zh": [("上海", "上海"), ("北京", "北京"), ("台北", "台灣")],
    "ja": [("東京", "東京都"), ("大阪", "大阪府"), ("横浜", "神奈川県")],
    "ko": [("서울", "서울"), ("부산", "부산")],
    "hi": [("दिल्ली", "दिल्ली"), ("मुंबई", "महाराष्ट्र")],
}

STREETS = [
    "Main Street", "High Street", "Oak Avenue", "Church Road", "Park Lane", "Station Road", "Maple Drive", "Mill Lane",
    "St James's Square", "Elm Street", "Rue de l'Église", "Hauptstraße", "Calle Mayor", "Via Roma", "Lange Straat",
    "Storgatan", "Rua Direita", "ulica Długa", "Atatürk Caddesi", "Queen's Road", "Victoria Terrace", "King Street",
]

COMPANY_WORDS = [
    "Acme", "Globex", "Initech", "Umbrella", "Northwind", "Contoso", "Fabrikam", "Blue Heron", "Silver Birch", "Red Kite",
    "Granite", "Lighthouse", "Meridian", "Polaris", "Juniper", "Quartz", "Harbour", "Foxglove", "Kestrel", "Aurora",
    "Müller & Söhne", "Étoile", "Łódka", "Ñandú", "Ørsted Nord", "Žirafa", "Nightingale", "Copper Beech", "Saltmarsh", "Windmill",
]
COMPANY_ENDINGS = ["Inc", "Ltd", "GmbH", "Labs", "Partners", "Foods", "Logistics", "Studio", "Energy", "Press", "& Co", "Group"]

TITLES = [
    "Software Engineer", "Product Manager", "Designer", "Teacher", "Nurse", "Accountant", "Editor", "Electrician", "Architect",
    "Data Analyst", "Sales Manager", "Chef", "Lawyer", "Dentist", "Pilot", "Librarian", "Carpenter", "Chief Executive",
    "Research Scientist", "Translator", "Farmer", "Photographer", "Musician", "Civil Engineer", "Head of Operations",
]

TAGS = ["customer", "tenant", "owner", "speaker", "press", "vip", "newsletter", "volunteer", "supplier", "alumni", "board", "guest", "member", "prospect"]

MAIL_HOSTS = ["example.org", "example.com", "example.net"]

_US_AREAS = "201 202 206 212 213 214 215 303 305 310 312 313 314 404 408 412 415 416 503 512 514 602 604 612 615 617 619 702 703 704 713 718 773 808 816 818 904 905 916 919".split()


def _us(rng):
    return "+1", rng.choice(_US_AREAS), "555", "01%02d" % rng.randrange(100)


def _london(rng):
    return "+44", "20", "7946", "0%03d" % rng.randrange(1000)


def _any_town(rng):
    return "+44", "1632", "960", "%03d" % rng.randrange(1000)


def _mobile(rng):
    return "+44", "7700", "900", "%03d" % rng.randrange(1000)


def _leeds(rng):
    return "+44", rng.choice(["113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161"]), "496", "0%03d" % rng.randrange(1000)


def _france(rng):
    area, exchange = rng.choice([("1", "9900"), ("2", "6191"), ("3", "5301"), ("4", "6571"), ("5", "3649"), ("6", "3998")])
    return "+33", area, exchange, "%04d" % rng.randrange(10000)


def _australia(rng):
    return "+61", rng.choice(["2", "3", "7", "8"]), "5550", "%04d" % rng.randrange(10000)


_NUMBERS = [_us] * 10 + [_london] * 4 + [_any_town] * 2 + [_mobile] * 2 + [_leeds] * 4 + [_france] * 4 + [_australia] * 3


def phone(rng):
    """A telephone number, as its parts: country, area, exchange, line."""
    return rng.choice(_NUMBERS)(rng)


def written(rng, parts):
    """A telephone number in one of the ways people write it."""
    country, area, exchange, line = parts
    trunk = "" if country == "+1" else "0"
    return rng.choice([
        f"{country} {area} {exchange} {line}", f"{country}{area}{exchange}{line}", f"{country} ({area}) {exchange}-{line}",
        f"{country}-{area}-{exchange}-{line}", f"{country} {area} {exchange} {line}", f"({trunk}{area}) {exchange} {line}",
        f"{trunk}{area}-{exchange}-{line}", f"{trunk}{area}{exchange}{line}", f"{trunk}{area}.{exchange}.{line}",
        f"00{country[1:]} {area} {exchange}{line}",
    ])
