"""Makes src/groundswell/discovery/meaning/levelling.npy: what is to be taken off the model's vectors.

The same thing said in four languages should be one vector. What it is instead has two parts that say nothing about the
meaning: the mean of all texts of a kind (written, asked), and the directions in which languages differ. Both are measured
here, on texts that `bench/meaning.py` does not use. Run: python tools/levelling.py
"""

from pathlib import Path

import numpy as np

from groundswell.discovery.meaning import model

HERE = Path(__file__).parent.parent / "src/groundswell/discovery/meaning"
LANGUAGES = 4  # English, German, French, Spanish
WRITTEN = (
    ("Jazz pianist, gigs on weekends, vinyl collector", "Jazzpianistin, Konzerte am Wochenende, Schallplatten", "Pianiste de jazz, concerts le week-end, vinyles", "Pianista de jazz, conciertos y vinilos"),
    ("Electrician by day, motorbike restorer by night", "Elektriker am Tag, Motorradschrauber am Abend", "Électricien le jour, restaurateur de motos la nuit", "Electricista de día, restaurador de motos de noche"),
    ("Books, tea and long reviews of crime novels", "Bücher, Tee und lange Rezensionen von Krimis", "Livres, thé et longues critiques de polars", "Libros, té y reseñas de novela negra"),
    ("Astronomy from my backyard, telescope nights", "Astronomie aus dem Garten, Nächte am Teleskop", "Astronomie depuis mon jardin, nuits au télescope", "Astronomía desde mi patio, noches de telescopio"),
    ("Nurse sharing shifts, humour and health facts", "Krankenschwester: Schichten, Humor und Gesundheit", "Infirmière, humour et conseils de santé", "Enfermera: turnos, humor y salud"),
    ("Surf lessons, waves and board repairs", "Surfkurse, Wellen und Brettreparaturen", "Cours de surf, vagues et réparation de planches", "Clases de surf, olas y reparación de tablas"),
    ("Wedding photographer, film cameras and light", "Hochzeitsfotografin, analoge Kameras und Licht", "Photographe de mariage, argentique et lumière", "Fotógrafa de bodas, cámaras analógicas y luz"),
    ("Teacher, classroom ideas and maths puzzles", "Lehrerin, Ideen für den Unterricht und Matherätsel", "Professeur, idées pour la classe et énigmes", "Profesora, ideas para el aula y acertijos"),
    ("Football fan, match reports and old shirts", "Fußballfan, Spielberichte und alte Trikots", "Fan de foot, comptes rendus et vieux maillots", "Aficionado al fútbol, crónicas y camisetas antiguas"),
    ("Theatre nerd, costumes and stage make-believe", "Theater, Kostüme und Bühnenbilder", "Théâtre, costumes et décors", "Teatro, vestuario y escenografía"),
    ("Beekeeper, honey jars and swarm rescue", "Imkerin, Honig und Schwarmfang", "Apiculteur, miel et essaims", "Apicultor, miel y enjambres"),
    ("Coding tutorials, open source and keyboards", "Programmieren, freie Software und Tastaturen", "Tutoriels de code, logiciel libre et claviers", "Tutoriales de programación, software libre y teclados"),
)  # fmt: skip
ASKED = (
    ("people who play an instrument", "Menschen, die ein Instrument spielen", "gens qui jouent d'un instrument", "gente que toca un instrumento"),
    ("somebody who repairs motorbikes", "jemand der Motorräder repariert", "quelqu'un qui répare des motos", "alguien que arregla motos"),
    ("book lovers with honest reviews", "Buchliebhaber mit ehrlichen Rezensionen", "amoureux des livres", "amantes de los libros"),
    ("watching the stars at night", "nachts die Sterne beobachten", "observer les étoiles", "mirar las estrellas"),
    ("photographers of weddings", "Hochzeitsfotografen", "photographes de mariage", "fotógrafos de bodas"),
    ("football supporters", "Fußballanhänger", "supporters de football", "hinchas de fútbol"),
    ("learn to program", "Programmieren lernen", "apprendre à coder", "aprender a programar"),
)  # fmt: skip


def main() -> None:
    """Five rows: the mean of what is written, that of what is asked, and three directions."""
    written = model.raw("passage", [text for row in WRITTEN for text in row])
    asked = model.raw("query", [text for row in ASKED for text in row])
    mean = written.mean(0)
    of_languages = np.array([written[n::LANGUAGES].mean(0) - mean for n in range(LANGUAGES)])
    directions = np.linalg.svd(of_languages, full_matrices=False)[2][: LANGUAGES - 1]
    np.save(HERE / "levelling.npy", np.vstack([mean, asked.mean(0), directions]).astype(np.float32))


if __name__ == "__main__":
    main()
