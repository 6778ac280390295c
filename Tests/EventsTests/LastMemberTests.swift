import Events
import TestSupport
import Testing

@Suite struct LastMemberTests {
  @Test func `of equal names the last member counts, however they are spelled and how many`() throws
  {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let names = ["a", "b", "ab", "\\u0061", "é", "", "long enough to be long"]
    var plain = 0
    for _ in 0..<3_000 {
      let members = (0..<random.below(24)).map { place in
        let name = random.below(2) == 0 ? names[random.below(names.count)] : "n\(random.below(30))"
        return "\"\(name)\":\(place)"
      }
      let line = "{\"map\":{" + members.joined(separator: ",") + "}}"
      let recorded = try event(line)
      guard case .object(let all)? = recorded.event.value(named: "map") else { continue }
      var last: [String: Int64] = [:]
      for member in all { if case .integer(let place) = member.value { last[member.name] = place } }

      var told: [String: Int64] = [:]
      var count = 0
      if let view = recorded.event.view(named: "map") {
        view.forEachLastMember { name, value in
          told[name.string ?? "?"] = value.integer
          count += 1
        }
      }

      let top = try event("{" + members.joined(separator: ",") + "}")
      if top.event.areNamesPlainlyDistinct {
        let areLast = members.indices.allSatisfy { top.event.isLastMember($0) }
        #expect(areLast, "\(line), seed \(seed)")
        plain += 1
      }
      #expect(told == last && count == last.count, "\(line), seed \(seed)")
    }
    #expect(plain > 100)
  }
}
