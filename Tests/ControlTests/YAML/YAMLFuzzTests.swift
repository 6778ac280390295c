import Configuration
import Sensors
import Control
import TestSupport
import Testing

/// Rule files damaged as editors and attackers do it. `TLM_RULE_FILES` and `TLM_SEED` say how
/// many and which.
@Suite struct YAMLFuzzTests {
  static let executions = Environment.number("TLM_RULE_FILES").map { Int($0) } ?? 10_000
  static let seed = randomSeed()

  @Test func `a damaged rule file is read, or refused with places that are in it`() throws {
    print("fuzz: \(Self.executions) rule files, TLM_SEED=\(Self.seed)")
    var mutator = try TextMutator(
      random: Seeded(Self.seed),
      corpus: [
        PackageFile.bytes("Tests/Data/modes.yaml"), Array(Policy.standardRules.utf8),
        Array(Self.everything.utf8),
      ])
    var accepted = 0
    for execution in 0..<Self.executions {
      let text = mutator.text()
      let complaint = Self.complaint(text, &accepted)
      guard complaint == nil else {
        Issue.record("execution \(execution): \(complaint ?? ""): \(Self.show(text))")
        return
      }
    }
    print("fuzz: \(accepted) of \(Self.executions) rule files were read")
    // A mutator that breaks everything, or nothing, tests nothing.
    #expect(accepted > Self.executions / 50 && accepted < Self.executions / 2)
  }

  /// What is wrong with how `text` is read; nil if nothing.
  private static func complaint(_ text: [UInt8], _ accepted: inout Int) -> String? {
    do {
      let policy = try Policy(yaml: text, file: "f", sensors: Story.directoryAndShipped)
      accepted += 1
      return policy.warnings.first { !isIn(text, $0) }.map { "place of \($0)" }
    } catch {
      if error.mistakes.isEmpty { return "no mistake is named" }
      if let bad = error.mistakes.first(where: { !isIn(text, $0) }) { return "place of \(bad)" }
      let isSentence = error.mistakes.allSatisfy {
        !$0.message.contains { $0.isNewline } && $0.message.contains("expected")
          && $0.message.contains { ";,?".contains($0) }
      }
      return isSentence ? nil : "the sentence \(error)"
    }
  }

  private static func isIn(_ text: [UInt8], _ remark: Policy.Remark) -> Bool {
    // libyaml ends lines at CR, NEL, LS and PS, too: they are at most as many as bytes.
    let breaks = text.count { $0 == 0x0A || $0 == 0x0D || $0 >= 0x80 }
    return (1...breaks + 2).contains(remark.line) && (1...text.count + 2).contains(remark.column)
  }

  private static func show(_ text: [UInt8]) -> String {
    String(decoding: text, as: UTF8.self).debugDescription
  }

  private static let everything = """
    modes:
      A: &a {min_dwell_seconds: 5, max_concurrent_tasks: 1}
      B: *a
      C: {thresholds: {x: 1.5e3}}
    edges: [A_to_B, {edge: B_to_C, human_only: true}, C_to_A]
    oscillation: {transitions: 3, window_seconds: 60}
    transition_rules:
      A_to_B:
        - conditions:
            - {metric: g1, operator: ">", value: 85, duration_seconds: 30, clear: 70}
            - {metric: h1, operator: "<=", value: -1, window_seconds: 60, quantile: .5}
            - {metric: g2, operator: '!=', value: 1, window_seconds: 60, aggregate: max}
            - {metric: s1, operator: "==", value: "ALERT"}
          logic: all
          cooldown_seconds: 10
          effects: [{emit: x, fields: {a: 1, b: yes}}, {exec: [a, "b"], timeout_seconds: 1}]
        - conditions: [{metric: c1, operator: ">", value: 0, clear: {operator: "<=", value: 0}}]
      B_to_C:
        conditions:
          - metric: control_rules_true
            operator: "=="
            value: 0
        requires_human_approval: true
        proposal_expires_seconds: 60
        description: |
          two
          lines
    """
}

/// Breaks texts in small ways.
private struct TextMutator {
  var random: Seeded
  let corpus: [[UInt8]]

  mutating func text() -> [UInt8] {
    var text = corpus.randomElement(using: &random) ?? []
    repeat { change(&text) } while Int.random(in: 0..<3, using: &random) == 0
    return text
  }

  private mutating func change(_ text: inout [UInt8]) {
    let place = Int.random(in: 0...text.count, using: &random)
    let end = min(text.count, place + Int.random(in: 0...40, using: &random))
    switch Int.random(in: 0..<10, using: &random) {
    case 0 where place < text.count: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1 where place < text.count: text[place] = UInt8.random(in: 0...255, using: &random)
    case 2 where place < text.count: text.remove(at: place)
    case 3: text.removeSubrange(place...)
    case 4: text.removeSubrange(place..<end)
    case 5: text.insert(contentsOf: text[place..<end], at: place)
    case 6: swapLines(&text)
    case 7: swapWord(&text)
    default: text.insert(contentsOf: token(), at: place)
    }
  }

  /// Moves a line to another place.
  private mutating func swapLines(_ text: inout [UInt8]) {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    let (from, to) = (
      lines.indices.randomElement(using: &random)!, lines.indices.randomElement(using: &random)!
    )
    lines.swapAt(from, to)
    text = Array(lines.joined(separator: [0x0A]))
  }

  /// Puts a token in place of what follows a colon.
  private mutating func swapWord(_ text: inout [UInt8]) {
    let colons = text.indices.filter { text[$0] == UInt8(ascii: ":") }
    guard let colon = colons.randomElement(using: &random) else { return }
    let end = text[(colon + 1)...].firstIndex { ",}]\n".utf8.contains($0) } ?? text.count
    text.replaceSubrange((colon + 1)..<end, with: [0x20] + token())
  }

  private mutating func token() -> [UInt8] { Self.tokens.randomElement(using: &random) ?? [] }

  private static let tokens: [[UInt8]] =
    [
      "\"", "'", "{", "}", "[", "]", ",", ":", ": ", "- ", "-", "? ", "| ", "|\n", "> ", "#", " #",
      "&a ", "*a", "*b", "!!str ", "!!int ", "!x ", "<<: *a", "<<", "---\n", "...\n", "%YAML 1.1\n",
      "%TAG ! x\n", "\t", "\r", "\n", "\n\n", "  ", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{0}",
      "\u{7}", "é", "😀", "\\", "\\x", "@", "`", "null", "~", "true", "yes", "0", "-1", "1e999",
      "9223372036854775808", ".5", "010", "1:30", "{}", "[]", "{{", "[[[[", "metric", "modes",
      "A_to_B", "NORMAL_to_ALERT", "=>", ">", "1.5", "-0", "31622401", "A: &c [*c]",
    ].map { [UInt8]($0.utf8) } + [
      [0x80], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xFE, 0xFF],
      [UInt8](repeating: UInt8(ascii: "["), count: 70),
      [UInt8](repeating: UInt8(ascii: " "), count: 300),
      [UInt8](repeating: UInt8(ascii: "9"), count: 400),
    ]
}

extension Story {
  /// The sensors of stories and those that ship.
  fileprivate static var directoryAndShipped: SensorDirectory {
    let names = ["g1", "g2", "h1", "c1", "s1"].compactMap { directory[$0] }
    let shipped = [
      "perf_system_cpu_load", "perf_system_mem_used", "res_disk_usage_percent",
      "safety_tool_high_risk_calls", "perf_model_error_rate", "safety_output_policy_violations",
      "safety_anomaly_events", "safety_tool_blocked_calls", SensorCatalog.rulesTrue,
    ].compactMap { SensorDirectory.shipped[$0] }
    return SensorDirectory(names + shipped)
  }
}
