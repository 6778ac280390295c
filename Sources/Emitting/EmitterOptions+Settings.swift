package import Configuration
import Events
package import Journal
package import Telemetry

extension Emitter.Options {
  /// How emitters behave by what is set.
  ///
  /// - Parameters:
  ///   - settings: what holds for the store.
  ///   - key: what hidden values are told apart by.
  /// - Throws: `ConfigurationError` where a pattern, a rule of a field or of sampling cannot be read.
  package init(_ settings: Settings, key: [UInt8] = []) throws(ConfigurationError) {
    self.init()
    isEnabled = settings["enabled"] != .bool(false)
    level = settings["level"]?.text.flatMap(EventLevel.init) ?? level
    showsEvents = settings["console"] == "pretty"
    var reader = SettingReader(settings)
    sampling = Sampling(reader.samplingRules())
    redaction.hidesMail = settings["redaction.mail"] == .bool(true)
    // Where nothing is set nothing is put in place: the runtime would have to make types for it, which
    // takes a command that is there for a millisecond a twentieth of its time.
    let (hidden, allowed) = (
      reader.patterns("redaction.patterns"), reader.patterns("redaction.allow")
    )
    let fields = reader.fieldRules()
    if !hidden.isEmpty { redaction.patterns = hidden }
    if !allowed.isEmpty { redaction.allowed = allowed }
    if !fields.isEmpty { redaction.fields = fields }
    redaction.fieldLimit = reader.size("redaction.field_limit") ?? .max
    redaction.eventLimit = reader.size("redaction.event_limit") ?? .max
    redactionKey = key
    if !reader.mistakes.isEmpty { throw ConfigurationError(reader.mistakes) }
  }
}

extension Preparation {
  /// What is set for the store at a location, for a program that must not fail for it: where a file
  /// has a mistake, what is built in holds; `tlm config check` tells it.
  package init(forgiving location: StoreLocation) {
    let key = Settings.storeID(at: location).map { Array($0.utf8) } ?? []
    let settings = try? Settings.load(at: location)
    self.init((settings.flatMap { try? Emitter.Options($0, key: key) }) ?? .environment)
  }
}

/// Takes settings apart that are more than a word, and notes what cannot be read.
private struct SettingReader {
  private let settings: Settings
  private(set) var mistakes: [Settings.Remark] = []

  init(_ settings: Settings) { self.settings = settings }

  func size(_ name: String) -> Int? {
    guard case .integer(let size)? = settings[name] else { return nil }
    return Int(size)
  }

  private func members(_ name: String) -> [Member] {
    if case .object(let members)? = settings[name] { members } else { [] }
  }

  mutating func patterns(_ name: String) -> [NamedPattern] {
    var patterns: [NamedPattern] = []
    for member in members(name) {
      do throws(PatternError) {
        patterns.append(try NamedPattern(member.name, member.value.text ?? ""))
      } catch {
        note(name, "the pattern \(member.name): \(error.message)")
      }
    }
    return patterns
  }

  mutating func fieldRules() -> [String: FieldRule] {
    var rules: [String: FieldRule] = [:]
    for member in members("redaction.fields") {
      let words = (member.value.text ?? "").split(separator: " ")
      switch (words.first, words.count) {
      case ("drop", 1): rules[member.name] = .drop
      case ("hash", 1): rules[member.name] = .hash
      case ("keep", 2):
        if let count = Int(words[1]), count >= 0 { rules[member.name] = .keep(count) }
      default: break
      }
      if rules[member.name] == nil {
        note(
          "redaction.fields",
          "expected drop, hash, or keep and a number for \(member.name), found "
            + Node.quoted(member.value.text ?? ""))
      }
    }
    return rules
  }

  mutating func samplingRules() -> [Sampling.Rule] {
    guard case .object(let members)? = settings["sampling"] else {
      note("sampling", "expected names of events with a rate or first each; correct it")
      return []
    }
    return members.compactMap { member in
      guard case .object(let parts) = member.value, !parts.isEmpty,
        parts.allSatisfy({ ["rate", "first"].contains($0.name) }),
        let rule = Self.rule(member.name, member.value)
      else {
        note(
          "sampling",
          "expected a rate from 0 to 1 or first and a whole number for \(member.name), found "
            + JSONWriter.text(of: member.value))
        return nil
      }
      return rule
    }
  }

  private static func rule(_ name: String, _ value: Value) -> Sampling.Rule? {
    var rule = Sampling.Rule(name)
    switch value["rate"] {
    case .integer(let rate)? where 0...1 ~= rate: rule.rate = Double(rate)
    case .double(let rate)? where 0...1 ~= rate: rule.rate = rate
    case nil: break
    default: return nil
    }
    switch value["first"] {
    case .integer(let first)? where 0...1_000_000_000 ~= first: rule.first = Int(first)
    case nil: break
    default: return nil
    }
    return rule
  }

  private mutating func note(_ name: String, _ message: String) {
    var (file, line) = (name, 1)
    switch settings.entries.first(where: { $0.name == name })?.origin {
    case .file(let path, let place): (file, line) = (path, place)
    case .environment(let variable): file = "$\(variable)"
    default: break
    }
    mistakes.append(Settings.Remark(file: file, line: line, column: 1, message: message))
  }
}
