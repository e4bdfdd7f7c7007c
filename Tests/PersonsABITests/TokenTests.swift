// SPDX-License-Identifier: Apache-2.0
// Job: a token ends when its time is over or when it is revoked, in every handle that has it.

import CPersons
import Foundation
import Testing

@Suite("Tokens")
struct TokenTests {
  let folder: Folder
  let owner: Directory
  let location: String

  init() throws {
    folder = try Folder()
    location = folder.file("people.db")
    owner = try Directory.opened(location)
  }

  private func issue(_ request: JSON = [:]) throws -> (token: String, id: String) {
    let issued = try owner.must(Call("issue_token", request))
    return (try #require(issued["token"]?.text), try #require(issued["token_id"]?.text))
  }

  /// Ask until the answer is no longer OK, and give that answer.
  private func untilRefused(within seconds: Double, _ ask: () -> Answer) throws -> Answer {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
      let answered = ask()
      if answered.status != PERSONS_OK { return answered }
      usleep(20_000)
    }
    throw Unexpected("still allowed after \(seconds) s")
  }

  /// A handle that was opened before its token expired: on a busy machine a second may be too short for that.
  private func openWithATokenThatExpires() throws -> (holder: Directory, token: String) {
    for seconds in [1, 4, 16] {
      let (token, _) = try issue(["expires_in": .number("\(seconds)")])
      let (holder, answer) = Directory.open(location, ["token": .string(token)])
      if let holder { return (holder, token) }
      #expect(answer.errorType == "expired_token", "\(answer)")
    }
    throw Unexpected("no handle could be opened with a token of 16 seconds")
  }

  @Test("an expired token is refused with the document's text, by an open handle and by open")
  func expires() throws {
    let text = """
      {"error":{"type":"expired_token","message":"The bearer token you have provided in the 'Authorization' \
      header has expired. Please obtain a new one."}}
      """
    let (holder, token) = try openWithATokenThatExpires()
    let refused = try untilRefused(within: 120) { holder.perform(Call("list")) }
    #expect(refused == Answer(status: PERSONS_UNAUTHORIZED, text: text))
    let (none, again) = Directory.open(location, ["token": .string(token)])
    #expect(none == nil)
    #expect(again == Answer(status: PERSONS_UNAUTHORIZED, text: text))
    #expect(holder.perform(Call("create", ada())).status == PERSONS_UNAUTHORIZED)
    #expect(try owner.personCount() == 0)
  }

  @Test(
    "a revoked token is refused by each handle that has it, at its next call",
    arguments: CallNeed.all)
  func revoked(_ call: CallNeed) throws {
    let world = try World()
    let handles = try (1...2).map { _ in try world.open(.tokenA) }
    try handles[0].must(Call("list"))
    try world.owner.must(Call("revoke_token", id: world.tokenIDs[.tokenA]))
    let before = try world.everything()
    for handle in handles {
      let answered = try handle.perform(call.call(.tokenA, world))
      #expect(answered.status == PERSONS_UNAUTHORIZED, "\(answered)")
      #expect(answered.errorType == "invalid_authorization")
    }
    #expect(try world.everything() == before)
  }

  @Test("the file does not hold the token")
  func notStored() throws {
    let (token, _) = try issue(["name": "a note"])
    try owner.must(Call("create", ada()))
    let secret = Array(token.utf8.suffix(24))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = Data(try bytes(of: folder.file(name)))
      #expect(bytes.range(of: Data(secret)) == nil, "\(name)")
    }
  }

  @Test("a token is refused when any one of its characters is another")
  func everyCharacterCounts() throws {
    let (token, _) = try issue()
    #expect(token.hasPrefix("prs_"))
    for index in token.utf8.indices {
      let other = token[index] == "a" ? "b" : "a"
      let wrong = token.replacingCharacters(in: index...index, with: other)
      #expect(
        Directory.open(location, ["token": .string(wrong)]).answer.errorType
          == "invalid_authorization", "\(wrong)")
    }
  }

  @Test("two tokens are never the same")
  func different() throws {
    let tokens = Set(try (0..<50).map { _ in try issue().token })
    #expect(tokens.count == 50)
  }
}
