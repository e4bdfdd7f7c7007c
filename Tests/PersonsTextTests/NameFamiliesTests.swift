// SPDX-License-Identifier: Apache-2.0
//
// Nicknames and spellings: who is whose relative, and who is not.

import PersonsText
import Testing

@Suite struct NameFamiliesTests {
  @Test(arguments: [
    ("bob", ["robert", "rob", "robbie", "bobby"]), ("robert", ["bob", "bobby", "rob"]),
    ("kate", ["katherine", "catherine", "kathryn", "katie"]), ("katherine", ["kate", "catherine"]),
    ("bill", ["william", "will"]), ("peggy", ["margaret"]), ("alex", ["alexander", "alexandra"]),
    ("chris", ["christopher", "christine"]), ("sasha", ["aleksandr", "alexandra"]),
    ("mohammed", ["muhammad", "mohamed", "mohammad"]), ("yusuf", ["yousef", "youssef"]),
    ("aleksandr", ["alexander", "oleksandr"]), ("sergei", ["sergey", "serhii"]),
    ("paco", ["francisco"]), ("francisco", ["paco", "pancho"]), ("pepe", ["jose"]),
    ("guillermo", ["memo"]), ("hans", ["johannes"]), ("ola", ["aleksandra"]),
    ("katya", ["ekaterina"]), ("katia", ["ekaterina"]), ("dima", ["dmitri", "dmitry", "dimitri"]),
    ("kasia", ["katarzyna"]), ("beppe", ["giuseppe"]), ("ze", ["jose"]), ("wojtek", ["wojciech"]),
    ("jaap", ["jacobus", "jacob"]), ("laxmi", ["lakshmi"]), ("zhang", ["chang"]),
    ("jeffrey", ["geoffrey", "jeff"]), ("fritz", ["friedrich"]), ("ahmet", ["ahmed", "ahmad"]),
    // The first and the last of all.
    ("aaron", ["ron"]), ("zuzia", ["zuzanna", "susan"]),
  ])
  func relatives_has(_ word: String, _ expected: [String]) {
    let relatives = NameFamilies.relatives(of: word)
    for name in expected { #expect(relatives.contains(name), "\(word): \(relatives)") }
  }

  @Test(arguments: [
    ("alexander", "alexandra"), ("christopher", "christine"), ("john", "james"),
    ("maria", "mark"), ("patrick", "patricia"), ("samuel", "samantha"), ("edward", "theodore"),
    ("robert", "albert"), ("daniel", "danielle"), ("mehmet", "mohammed"), ("anna", "ian"),
  ])
  func relatives_areNotFollowedTwice(_ first: String, _ second: String) {
    #expect(!NameFamilies.relatives(of: first).contains(second))
    #expect(!NameFamilies.relatives(of: second).contains(first))
  }

  @Test(arguments: [
    "", "a", "Bob", "xyzzy", "bo", "bobb", "robertt", "robert:", " ", "\n", "😀", "王", "иван",
    "bob rob",
    ":", "\\",
  ])
  func relatives_ofWhatIsNoName_areNone(_ word: String) {
    #expect(NameFamilies.relatives(of: word) == [])
  }

  @Test func relatives_ofALongWord_areNone() {
    #expect(NameFamilies.relatives(of: String(repeating: "robert", count: 10_000)) == [])
  }

  /// Everything that can be reached from a few names, that is nearly all of the tables.
  @Test func relatives_areSortedUniqueMutualAndASCII() {
    var seen: Set<String> = []
    var next = [
      "bob", "chris", "mohammed", "zhang", "dima", "paco", "ola", "hans", "aaron", "zeng",
    ]
    while let name = next.popLast() {
      guard seen.insert(name).inserted else { continue }
      let relatives = NameFamilies.relatives(of: name)
      #expect(!relatives.isEmpty && relatives.count < 80, "\(name): \(relatives.count)")
      #expect(relatives == Set(relatives).sorted() && !relatives.contains(name), "\(name)")
      for relative in relatives {
        #expect(relative.utf8.count >= 2 && relative.utf8.allSatisfy { $0 >= 97 && $0 <= 122 })
        #expect(NameFamilies.relatives(of: relative).contains(name), "\(name) and \(relative)")
        next.append(relative)
      }
    }
    #expect(seen.count > 1000)
  }

  @Test func relatives_canBeAskedFromManyTasks() async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask { NameFamilies.relatives(of: "bob").contains("robert") }
      }
      for await isFound in group { #expect(isFound) }
    }
  }
}
