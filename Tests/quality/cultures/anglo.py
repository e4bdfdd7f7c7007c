# SPDX-License-Identifier: Apache-2.0
"""Names of the English-speaking world, with Ireland, Scotland and Wales."""

from .culture import Culture, built, listed

_FEMALE = """
Mary Elizabeth Jennifer Patricia Linda Sarah Jessica Susan Emily Margaret Karen Emma Laura Rebecca Amy Michelle
Kimberly Hannah Olivia Amanda Katherine Deborah Stephanie Rachel Sophie Charlotte Nicole Helen Samantha Victoria
Christine Lauren Megan Julie Grace Heather Diane Alice Catherine Joanne Ruth Jacqueline Andrea Lucy Chloe Frances
Judith Natalie Caroline Abigail Kathleen Theresa Eleanor Ann Gloria Anne Teresa Alison Madison Vanessa Claire Isabella
Jean Marie Janet Dorothy Barbara Nancy Sandra Donna Carol Sharon Cynthia Angela Melissa Brenda Pamela Virginia Beverly
Denise Marilyn Amber Danielle Brittany Diana Kayla Alexis Lori Tiffany Kathryn Gillian Fiona Hazel Daisy Phoebe
Imogen Harriet Georgina Beatrice Rosemary Constance Philippa Josephine Winifred Cordelia Siobhán Niamh Aoife Róisín
Sinéad Caoimhe Orla Maeve Bronwyn Rhiannon Carys Ffion Eilidh Isla Mairead Zoë Chloë Renée Anaïs Mary|ann Rosa|lind
Anna|belle Rose|marie Sue|Ellen Mary-Kate Anne-Marie Jo-Anne
"""

_MALE = """
James John Robert Michael William David Thomas Richard Christopher Daniel Matthew Joseph Andrew Joshua Charles Anthony
Mark Paul Steven Kevin Brian George Edward Timothy Jason Ryan Jacob Nicholas Stephen Jonathan Benjamin Samuel Patrick
Alexander Jack Peter Gregory Simon Adam Henry Nathan Zachary Douglas Kenneth Eric Scott Justin Brandon Raymond Dennis
Jerry Tyler Aaron Jose Philip Harold Gerald Keith Roger Arthur Lawrence Terence Christian Albert Austin Joe Ethan
Walter Oliver Frederick Theodore Leonard Louis Francis Martin Russell Randall Vincent Harry Leo Oscar Hugh Neil Ian
Graham Stuart Geoffrey Jeffrey Donald Ronald Gary Larry Frank Carl Craig Shaun Sean Wesley Dominic Maximilian
Nathaniel Sebastian Augustus Bartholomew Cornelius Ambrose Rupert Nigel Clive Trevor Alistair Hamish Angus Callum
Ewan Duncan Fergus Rory Seán Ciarán Pádraig Cormac Diarmuid Eoghan Rhys Gareth Dylan Owain Iolo Llewellyn Thaddeus
Billy-Ray John-Paul Jean|Luc
"""

_LAST = """
Smith Jones Williams Taylor Brown Davies Johnson Evans Wilson Thomas Roberts Walker Wright Robinson Thompson White
Hughes Edwards Green Hall Wood Harris Lewis Martin Jackson Clarke Clark Turner Hill Scott Cooper Morris Ward Moore King
Watson Baker Harrison Morgan Patel Young Allen Mitchell James Anderson Phillips Lee Bell Parker Davis Bennett Miller
Cook Shaw Richardson Carter Collins Campbell Bailey Gray Hughes Marshall Cox Adams Graham Kelly Ellis Simpson
Murray Stewart Price Reid Murphy Rogers Russell Palmer Gibson Webb Mills Stevens Lloyd Chapman Fisher Knight Hunt
Holmes Butler Barnes Fletcher Pearson Dixon Hart Reynolds Fox Foster Burton Spencer Grant Andrews Elliott Ferguson
Matthews Robertson Hamilton Lawrence Kennedy Cunningham Armstrong Wallace Barker Nicholson Atkinson Dawson Douglas
Nelson Fraser Duncan Burns Carroll Sullivan Gallagher Doyle Byrne Brennan Quinn Donnelly Fitzgerald Fitzpatrick
O'Brien O'Connor O'Neill O'Reilly O'Sullivan O'Donnell O'Leary O'Malley O'Hara O'Keeffe D'Souza D'Arcy
Mac|Donald Mc|Kenzie Mc|Carthy Mac|Leod Mac|Gregor Mc|Donald Mc|Laughlin Mac|Intyre Mc|Allister Mac|Kinnon Mc|Gowan
Wentworth Abernathy Pemberton Kingsbury Hollingsworth Montgomery Blackwood Featherstone Sinclair Prescott Vaughan
Llewellyn Gwynne Pryce Bowen Rhys Goldberg Schwartz Rosenberg Kowalski Novak Rossi Garcia Rodriguez Hernandez Ramirez
Washington Jefferson Lincoln Franklin Freeman Coleman Jenkins Perry Powell Long Patterson Hughes Flores Simmons
Alexander Griffin Diaz Hayes Myers Ford Hamilton Graham Sanders Ross Cole West Jordan Owens Ramsey Chavez Whitaker
Gallacher Haddon Thackeray Wetherby Yardley Quigley Underhill Trevelyan Penrose Nankivell Polglase Tregenza Boswell
Cadwallader Drinkwater Goodfellow Makepeace Nightingale Partridge Ravenscroft Shuttleworth Sidebottom Winterbourne
St._John Van|dyke Van|horn Saint|clair Longfellow Stephenson Johnston Thomson Browne Reed Philips Davidson Donaldson
Ferguson Henderson Gustafson Peterson Larson Erickson Olson Hanson Swanson Carlson
"""

_RARE = built("""
Ash Black Brad Bram Bur Cal Carl Clay Crom Dal Den East Fair Farn Gar Had Hal Har Hath Hazel Hol Ken Kirk Lang Lin Lock
Mar Mel Mid Nor Oak Pem Ral Red Rush Sher Stan Stock Strat Swin Thorn Wal War Wes Whit Win Wood Hart Lid Cran Bick
Til Hux Led Med Rad Shel Tun Wad
""", "ford ham ton ley field well worth wood bury by land brook combe more stead shaw wick ridge man son")

ENGLISH = Culture("en", 270, listed(_FEMALE), listed(_MALE), listed(_LAST), _RARE, rare=0.4, middle=0.3, hyphen=0.03)
