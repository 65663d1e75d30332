"""States and regions that people name in place of their country, and short names of cities."""

from functools import cache

from groundswell.creators.audience.folding import fold_place

US_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|FL Florida|"
    "GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|"
    "MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|"
    "NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|"
    "OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|"
    "VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|DC District of Columbia"
)
CA_PROVINCES = (
    "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland|NS Nova Scotia|ON Ontario|"
    "PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon|NU Nunavut|NT Northwest Territories"
)
REGIONS = {
    "AU": "New South Wales|NSW|Queensland|QLD|South Australia|Tasmania|Western Australia|Northern Territory|Gold Coast",
    "GB": "Yorkshire|West Yorkshire|South Yorkshire|North Yorkshire|Kent|Essex|Sussex|West Sussex|East Sussex|Surrey|"
    "Devon|Cornwall|Norfolk|Suffolk|Lancashire|Cheshire|Merseyside|Cumbria|Northumberland|Hampshire|Dorset|Somerset|"
    "Wiltshire|Oxfordshire|Berkshire|Hertfordshire|Bedfordshire|Cambridgeshire|Lincolnshire|Nottinghamshire|"
    "Derbyshire|Staffordshire|Shropshire|Worcestershire|Gloucestershire|Warwickshire|Leicestershire|Midlands|"
    "West Midlands|East Midlands|East Anglia|Ulster|Fife|Perthshire|Isle of Wight|Buckinghamshire|Northamptonshire",
    "DE": "Bayern|Bavaria|Baden Württemberg|Hessen|Niedersachsen|Lower Saxony|NRW|Nordrhein Westfalen|Rheinland Pfalz|"
    "Sachsen|Saxony|Saarland|Schleswig Holstein|Thüringen|Brandenburg|Ruhrgebiet|Schwarzwald",
    "FR": "Bretagne|Brittany|Normandie|Normandy|Provence|Occitanie|Alsace|Aquitaine|Île de France|Bourgogne|Picardie",
    "ES": "Andalucía|Andalusia|Catalunya|Cataluña|Catalonia|Galicia|Euskadi|Basque Country|Asturias|Extremadura|"
    "Castilla y León|Castilla La Mancha|Tenerife|Mallorca|Ibiza|Canarias|Canary Islands|Comunidad Valenciana",
    "IT": "Toscana|Tuscany|Lombardia|Lombardy|Sicilia|Sicily|Sardegna|Sardinia|Piemonte|Veneto|Lazio|Campania|Puglia|"
    "Calabria|Emilia Romagna|Liguria|Umbria",
    "NL": "Noord Holland|Zuid Holland|Noord Brabant|Gelderland|Overijssel|Friesland|Zeeland",
    "BE": "Vlaanderen|Flanders|Wallonie|Wallonia", "CH": "Ticino|Valais|Wallis|Graubünden", "AT": "Tirol|Tyrol|Steiermark",
    "IN": "Maharashtra|Rajasthan|Karnataka|Tamil Nadu|Tamilnadu|Kerala|Gujarat|Punjab|Uttar Pradesh|Madhya Pradesh|"
    "Andhra Pradesh|Telangana|West Bengal|Bihar|Odisha|Orissa|Assam|Jharkhand|Haryana|Uttarakhand|Himachal Pradesh|"
    "Chhattisgarh|Goa|Kashmir|Jammu and Kashmir|Manipur|Meghalaya|Nagaland|Mizoram|Tripura|Sikkim|Arunachal Pradesh|"
    "Bharat|भारत|राजस्थान|महाराष्ट्र|उत्तर प्रदेश|बिहार|गुजरात",
    "PK": "Sindh|Balochistan|Khyber Pakhtunkhwa", "NP": "Nepal", "BD": "Bengal",
    "BR": "Rio Grande do Sul|Minas Gerais|Bahia|Paraná|Santa Catarina|Pernambuco|Ceará|Goiás|Pará",
    "MX": "Jalisco|Coahuila|Nuevo León|Guanajuato|Sinaloa|Sonora|Yucatán|Quintana Roo|CDMX|Edomex|Estado de México|"
    "Michoacán|Oaxaca|Tamaulipas|Chiapas|Baja California|Zacatecas|Tabasco",
    "AR": "CABA|Provincia de Buenos Aires|Entre Ríos|Chubut|Tierra del Fuego|Patagonia",
    "NG": "Lagos State|Rivers State|Oyo State|Ogun State|Delta State|Edo State|Kaduna State|Osun State|Ekiti",
    "ZA": "Gauteng|KwaZulu Natal|KZN|Western Cape|Eastern Cape|Limpopo|Mpumalanga|Free State|Joburg|Jozi",
    "ID": "Jawa Timur|Jawa Barat|Jawa Tengah|East Java|West Java|Central Java|Bali|Sumatra|Sumatera Utara|Sulawesi|"
    "Kalimantan|Yogyakarta|Jabodetabek",
    "PH": "Luzon|Visayas|Mindanao|Metro Manila|Cavite|Laguna|Bulacan|Pampanga|Cebu|Pangasinan|Batangas|Negros|Bicol",
    "MY": "Selangor|Johor|Sabah|Sarawak|Pahang|Perak|Kelantan|Terengganu|Negeri Sembilan|Penang|Kedah",
    "NZ": "North Island|South Island|Aotearoa|Otago|Waikato", "IE": "Connacht|Munster|Leinster|Co Cork|Co Dublin",
    "IQ": "Kurdistan|Southern Kurdistan", "JP": "北海道|東京都|大阪府|京都府|神奈川|関東|関西|日本|Hokkaido|Kansai|Okinawa",
    "CN": "Guangdong|Sichuan|Zhejiang|Jiangsu|江苏省|浙江省|广东省", "KR": "Gyeonggi|서울|대한민국|한국|부산",
    "SE": "Skåne|Dalarna|Småland", "GH": "Ashanti", "TR": "Anadolu", "PT": "Algarve|Açores|Madeira", "GR": "Crete|Kriti",
    "US": "New England|Midwest|Socal|So Cal|Norcal|Nor Cal|Bay Area|Pacific Northwest|PNW|Silicon Valley|Long Island|"
    "Upstate New York|Rio Grande Valley|Southern California|Northern California|Deep South|East Tennessee|Cape Cod|"
    "Central Florida|South Florida|Tri State|Appalachia|Bama|Ozarks|Inland Empire|Turtle Island",
}  # fmt: skip
# Short name → the city's own and its country.
SHORT = {
    "nyc": "New York City US", "ny": "New York City US", "la": "Los Angeles US", "sf": "San Francisco US", "philly": "Philadelphia US",
    "atl": "Atlanta US", "atx": "Austin US", "htx": "Houston US", "chi town": "Chicago US", "chitown": "Chicago US",
    "dfw": "Dallas US", "dtx": "Dallas US", "pdx": "Portland US", "vegas": "Las Vegas US", "nola": "New Orleans US", "dmv": " US",
    "brooklyn": "New York City US", "bronx": "New York City US", "the bronx": "New York City US", "queens": "New York City US",
    "manhattan": "New York City US", "harlem": "New York City US", "staten island": "New York City US", "hollywood": "Los Angeles US",
    "san fran": "San Francisco US", "slc": "Salt Lake City US", "cle": "Cleveland US", "stl": "St. Louis US", "phx": "Phoenix US",
    "washington dc": "Washington US", "dc": "Washington US", "washington d c": "Washington US", "new york": "New York City US",
    "houston": "Houston US", "ldn": "London GB", "kl": "Kuala Lumpur MY", "jkt": "Jakarta ID", "bkk": "Bangkok TH",
    "bcn": "Barcelona ES", "dxb": "Dubai AE", "melb": "Melbourne AU", "yyc": "Calgary CA", "yvr": "Vancouver CA", "yyz": "Toronto CA",
    "gta": "Toronto CA", "rio": "Rio de Janeiro BR", "sampa": "São Paulo BR", "cdmx": "Mexico City MX", "bogota": "Bogotá CO",
    "jozi": "Johannesburg ZA", "joburg": "Johannesburg ZA", "blr": "Bengaluru IN", "bombay": "Mumbai IN", "calcutta": "Kolkata IN",
    "ncr": " IN", "delhi": "Delhi IN", "london": "London GB", "birmingham": "Birmingham GB", "manchester": "Manchester GB",
    "bristol": "Bristol GB", "cambridge": "Cambridge GB",
}  # fmt: skip


@cache
def states(country: str) -> dict[str, str]:
    """Folded name or code → code, of the USA or Canada."""
    pairs = (entry.split(" ", 1) for entry in (US_STATES if country == "US" else CA_PROVINCES).split("|"))
    return {key: code for code, name in pairs for key in (code.lower(), fold_place(name))}


@cache
def regions() -> dict[str, str]:
    """Folded name of a region → country; names of the states of the USA and Canada among them, their codes not."""
    found = {fold_place(name): country for country, names in REGIONS.items() for name in names.split("|")}
    for country in ("CA", "US"):
        found |= {name: country for name in states(country) if len(name) > 2}
    return found
