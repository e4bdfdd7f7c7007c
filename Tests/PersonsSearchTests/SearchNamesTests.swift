// SPDX-License-Identifier: Apache-2.0
//
// Names by example: what a user may type for a name, and how far the query must be read for it.

import PersonsJSON
import PersonsModel
import Testing

@testable import PersonsSearch

@Suite struct SearchNamesTests {
  /// The first step at which `query` finds a person of this name; nil when none does.
  private func fuzziness(_ query: String, _ name: String) throws -> Fuzziness? {
    for fuzziness in Fuzziness.allCases
    where try answer(query, .only(fuzziness), in: [person(name)]).total == 1 {
      return fuzziness
    }
    return nil
  }

  @Test(arguments: [
    ("john smith", "John Smith"), ("Smith, John", "John Smith"), ("smith john", "John Smith"),
    ("JOHN SM", "John Smith"), ("dr john smith phd", "John Smith"), ("Mrs. Smith", "John Smith"),
    ("john smith jr", "John Smith"), ("smith", "Dr. John|Smith Jr"),
    ("j smith", "John Smith"), ("j. smith", "John Smith"), ("anna maria", "Annamaria Bo"),
    ("annamaria", "Anna Maria|Bo"), ("annamaria", "Anna-Maria|Bo"), ("anna", "Anna-Maria|Bo"),
    ("maria", "Anna-Maria|Bo"), ("anna-maria", "Annamaria Bo"), ("de la cruz", "Ana|Delacruz"),
    ("delacruz", "Ana|de la Cruz"), ("cruz", "Ana|de la Cruz"), ("vanderberg", "Jo|van der Berg"),
    ("obrien", "Pat O'Brien"), ("o'brien", "Pat OBrien"), ("o’brien", "Pat O'Brien"),
    ("D`Arcy", "D'Arcy Lee"), ("muller", "Eva Müller"),
    ("mueller", "Eva Müller"), ("müller", "Eva Müller"), ("müller", "Eva Mueller"),
    ("müller", "Eva Muller"), ("MÜLLER", "eva müller"), ("mu\u{308}ller", "Eva Müller"),
    ("strasse", "Jo Straße"), ("soren", "Søren Bo"), ("soeren", "Søren Bo"),
    ("lukasz", "Łukasz Bo"),
    ("nguyen", "Nguyễn Bo"), ("jose", "José Bo"), ("ivanov", "Сергей Иванов"),
    ("sergei", "Сергей Иванов"),
    ("иванов", "Сергей Иванов"), ("иванов", "Sergei Ivanov"), ("ｊｏｈｎ", "John Smith"),
    ("田中", "田中 太郎"),
    ("papadopoulos", "Γιώργος Παπαδόπουλος"), ("karen holmes, m.d.", "Karen Holmes"),
    ("Sig.ra Rossi", "Ada Rossi"), ("Ph.D. Smith", "John Smith"),
  ])
  func name_isFoundStrictly(_ query: String, _ name: String) throws {
    #expect(try fuzziness(query, name) == .strict)
  }

  @Test(arguments: [
    ("bill", "William Ng"), ("william", "Bill Ng"), ("kate", "Katherine Ng"),
    ("katherine", "Kate Ng"),
    ("mohammed", "Muhammad Ng"), ("meier", "Jo Mayer"), ("schmidt", "Jo Schmitt"),
    ("smyth", "Jo Smith"),
    ("john smith", "J. Smith"), ("johnathan smith", "J|Smith"), ("jonh", "John Ng"),
    ("smoth", "Jo Smith"),
    ("zmith", "Jo Smith"), ("mith", "Jo Smith"), ("smithh", "Jo Smith"), ("smiht jo", "Jo Smith"),
    ("thomspon", "Jo Thompson"), ("johansonn", "Jo Johansson"), ("fernandex", "Jo Fernandez"),
    ("fetherstonhaugh", "Jo Featherstonehaugh"), ("fetherst", "Jo Featherstonehaugh"),
    ("o brien", "Pat O'Brien"), ("katya", "Ekaterina Ng"), ("elizabeht", "Elizabeth Ng"),
  ])
  func name_isFoundFuzzily(_ query: String, _ name: String) throws {
    #expect(try fuzziness(query, name) == .fuzzy)
  }

  @Test(arguments: [
    ("john xyzzy", "John Smith"), ("xyzzy smith", "John Smith"), ("smiith jonathn", "Jo Smith"),
    ("smxxh", "Jo Smith"), ("john paul george smith xyzzy quux", "John Paul George|Smith"),
  ])
  func name_isFoundLoosely(_ query: String, _ name: String) throws {
    #expect(try fuzziness(query, name) == .loose)
  }

  @Test(arguments: [
    ("xyzzy", "John Smith"), ("quux xyzzy", "John Smith"), ("john quux xyzzy", "John Smith"),
    ("bpb", "Bob Ng"),
    ("ab2", "Ab1 Ng"), ("jones1", "Jo Jones"), ("ohn", "John Smith"), ("paul", "John Smith"),
  ])
  func name_isNotFound(_ query: String, _ name: String) throws {
    #expect(try fuzziness(query, name) == nil)
  }

  @Test(arguments: [
    // A letter of its own before one that the family name has too.
    ("L Lloyd", ["George Lloyd", "Laura Lloyd"], 2),
    ("Lloyd, L.", ["George Lloyd", "Laura Lloyd"], 2),
    ("É Élias", ["Eva Élias", "Emma Elodie|Élias"], 1),
    // Whoever has no middle name before others who lack one of the three.
    ("ludovica elisa galli", ["Ludovica Elisa|Vitale", "Elisa Galli", "Ludovica Galli"], 3),
    // Not when the middle is an initial, or a half of the first name.
    ("nicolas p petit", ["Nicolas Petit", "Nicolas Pierre|Petit"], 2),
    ("mary-kate jones", ["Mary Jones", "Mary-Kate Emma|Jones"], 2),
    ("mary ann smith", ["Mary Smith", "Maryann Smith"], 2),
  ])
  func query_meansThisOneFirst(_ query: String, _ names: [String], _ first: Int64) throws {
    #expect(try answer(query, in: names.map { person($0) }).persons.first == first)
  }

  @Test func initial_isStrictForTheQuery_andAVariantForThePerson() throws {
    let persons = [person("J. Smith"), person("John Smith"), person("Paul Smith")]
    #expect(try answer("j smith", .only(.strict), in: persons).persons == [1, 2])
    #expect(try answer("john smith", .only(.strict), in: persons).persons == [2])
    #expect(try answer("john smith", .only(.fuzzy), in: persons).persons == [2, 1])
  }
}
