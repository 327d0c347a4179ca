"""Invented names: people from many places, companies that sound real and are not."""

from typing import Any

import numpy as np


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words("""
Aaliyah Adaeze Aino Akira Alba Amara Amrita Anders Aniela Anouk Arjun Astrid Ayla Aziz Beatriz Bilal Birgit Bram
Callum Camila Cedric Chiara Chinedu Ciara Dafydd Daria Deniz Dilan Dorota Eamon Ebba Edoardo Elif Eluned Emeka Enzo
Esra Eszter Farah Fatou Femi Fenna Fergus Fleur Gael Giada Gonzalo Greta Gulsen Hamza Hana Hedda Henrike Hiroshi Ida
Ifeoma Ilaria Imani Ingrid Isidora Ivo Jaya Jelena Jiho Joana Jonas Joud Kaito Kalle Karim Kavya Keiko Kenji Kofi
Lamia Lars Leila Leonor Liang Linh Livia Lorcan Lucia Ludek Luuk Maeve Magnus Malik Marcelo Mariam Marit Mateus Mehdi
Mei Mette Mina Mirela Nadia Naoki Nasra Niamh Nikhil Noor Odile Oksana Olamide Oriol Osman Paloma Pavel Petra Priya
Qiang Quynh Rafael Rania Rasmus Renske Rhys Rohan Romy Rosalind Ruta Sanna Santiago Saoirse Sefa Selin Sigrid Silje
Simone Sofia Soren Suda Sunniva Tadeo Tamar Tanvi Tariq Teodora Thabo Tomasz Tuuli Ulrika Valeria Viktor Wanjiru Xenia
Yara Yasmin Yeliz Yusuf Zainab Zofia Zuzana
""")

FAMILY = _words("""
Abara Achterberg Adeyinka Aksoy Almasy Amadi Andersby Aranha Arslan Balint Banerji Barragan Bekele Benhaddou Bergqvist
Bianchini Birkeland Boateng Borowski Brandsma Brennock Bruun Cabrera Calloway Carvalhal Castellan Cernik Chaudhry
Cheong Coppola Cordeiro Czarny Dahlgren Darroch Deshmukh Diallo Dlamini Dragan Duarte Ekdahl Elmasry Erdogdu Escarra
Etxebarria Fagerli Falkner Farouki Feeney Ferrand Fjellstad Fontaneda Fukuda Gallardo Gebhardt Ghosal Gillespie
Gramatik Grunewald Gunarsson Halloran Hamadou Hartikka Haverkamp Hegde Hidalgo Hoekstra Horvat Ibarra Ikeda Iversen
Jankovic Jiang Joensuu Kallas Kamara Karlstad Kavanagh Kehinde Khoury Kimathi Kleinhans Kobayakawa Kowal Krogh
Kulkarni Lachance Lagerfeldt Lefort Lindqvist Llewelyn Lozano Macanas Magnusdottir Malhotra Marchetti Mbeki Meinders
Menon Michalak Mikkola Moreau Morikawa Mutasa Naidoo Nakagawa Nascimento Ndiaye Nemeth Nguema Nordahl Novakova
Obradovic Odhiambo Okonjo Olaussen Ortuno Oyelaran Palmqvist Papadakis Pellegrini Perreault Pham Pietersen Pinheiro
Popescu Prakash Quintanar Radu Raghavan Ramezani Rautio Reyneke Rintala Rousselle Ruotolo Sabater Salcedo Sandoval
Sarkis Schrijver Serrano Shimizu Sithole Skarsgaard Solheim Somchai Sorensby Stanisz Sundaram Svoboda Szabo Takahata
Tamura Tavares Teixeira Thorvald Toivola Tranquist Uchida Ulvestad Vaszary Vanterpool Verhoeven Vidal Villanueva
Vukovic Wachira Wanders Wickrama Wojcik Xiang Yamamori Yilmazer Zambrano Zielona Zondervan
""")

FRONT = _words("""
Ald Amb Arv Bel Borr Brae Bryn Cald Cor Dorn Drav Eld Elm Fenn Ferr Galv Gorm Hald Harr Hest Ild Ister Jorv Kest Kell
Lark Lind Lom Mar Mell Mirr Nor Oak Orr Ost Pell Quill Ram Ros Sand Sel Silv Skar Sorr Tal Tarn Thal Thorn Tov Ull Ver
Vind Wald Wend Wyn Yarr Zell
""")

BACK = _words("""
amont andra aris avik bekk bridge combe dane dora emark enza erby eth fell forde gard grave haven heim holm iden ister
leigh lund mora moss nova ova quist rand rick rona sk stad staf stow thwaite tide ula und valle vane wade wick wold
yard
""")

INDUSTRY_WORDS = {
    "Financial Services": ("Bank", "Insurance", "Capital", "Mutual", "Payments"),
    "Manufacturing": ("Motors", "Industries", "Machine Works", "Components", "Materials"),
    "Retail": ("Stores", "Markets", "Home", "Outfitters", "Grocers"),
    "Technology": ("Software", "Systems", "Semiconductors", "Data", "Cloud"),
    "Telecommunications": ("Telecom", "Networks", "Mobile", "Broadband"),
    "Healthcare": ("Health", "Biosciences", "Pharma", "Clinics", "Diagnostics"),
    "Public Sector": ("Port Authority", "Transit", "Water Board", "Revenue Agency"),
    "Energy": ("Energy", "Power", "Grid", "Renewables"),
    "Logistics": ("Logistics", "Freight", "Shipping", "Rail"),
    "Media": ("Media", "Studios", "Publishing", "Broadcasting"),
}
INDUSTRIES = tuple(INDUSTRY_WORDS)

LEGAL_FORM = {
    "United Kingdom": "plc", "Ireland": "Ltd", "Sweden": "AB", "Norway": "AS", "Netherlands": "BV", "Germany": "AG",
    "Spain": "SA", "Italy": "SpA", "France": "SA", "Portugal": "SA", "United States": "Inc.", "Canada": "Ltd",
    "Australia": "Pty Ltd", "Japan": "KK", "Singapore": "Pte Ltd", "India": "Ltd",
}  # fmt: skip

VENDORS = (
    "Codehaven", "Pipewright", "Shiftlane", "Vaultmere", "Stackferry", "Watchfold", "Branchworks", "Scanlight",
    "Runstead", "Packwell",
)  # fmt: skip
"""Invented rivals; the first ones are met most often."""

PARTNERS = (
    "Northgate Advisory",
    "Tessellate Partners",
    "Meridian Cloudworks",
    "Harbour & Finch",
    "Kitebridge Consulting",
)

UNITS = (
    "Group IT", "Digital Products", "Core Platforms", "Data & Analytics", "Retail Operations", "Risk & Compliance",
    "Engineering", "Field Services",
)  # fmt: skip
"""Lines of business that buy for themselves."""


def people(rng: np.random.Generator, count: int, *, unique: bool = False) -> list[str]:
    """Full names; with `unique` no name occurs twice (at most given × family names)."""
    every = len(GIVEN) * len(FAMILY)
    picked = rng.choice(every, size=count, replace=not unique)
    return [f"{GIVEN[i % len(GIVEN)]} {FAMILY[i // len(GIVEN)]}" for i in picked.tolist()]


def companies(rng: np.random.Generator, industries: Any, countries: Any) -> list[str]:
    """One company name per industry and country given; no two are alike."""
    stems = np.array([f"{front}{back}" for front in FRONT for back in BACK])
    picked = rng.permutation(len(stems))
    word_of = rng.random(len(industries))
    seen: set[str] = set()
    result = []
    for index, (industry, country) in enumerate(zip(industries, countries, strict=True)):
        words = INDUSTRY_WORDS[industry]
        stem = stems[picked[index % len(stems)]]
        name = f"{stem} {words[int(word_of[index] * len(words))]}"
        if name in seen:
            name = f"{name} {LEGAL_FORM[country]}"
        if name in seen:
            name = f"{name} {index // len(stems) + 1}"
        seen.add(name)
        result.append(name)
    return result


def emails(names: list[str], domains: list[str]) -> list[str]:
    """An address for each name at each domain; example domains belong to nobody."""
    return [f"{name.lower().replace(' ', '.')}@{domain}" for name, domain in zip(names, domains, strict=True)]
