import Events

/// Reads the fields of a request: what clients may write in several ways comes out in one.
struct FieldReader {
  private(set) var faults: [Fault] = []

  /// The fields that are given, in the order of the table; those that are null are left out.
  mutating func members(
    of value: Value, _ fields: [RunField], at place: [Value], nullIsAbsent: Bool = false
  ) -> [Member] {
    guard case .object(let given) = value else {
      faults.append(
        Fault(
          "model_attributes_type", at: place,
          "Input should be a valid dictionary or object to extract fields from", input: value))
      return []
    }
    return fields.compactMap { field in
      // The last of equal names counts.
      guard let found = given.last(where: { $0.name == field.name })?.value else {
        if field.isRequired {
          faults.append(
            Fault("missing", at: place + [.string(field.name)], "Field required", input: value))
        }
        return nil
      }
      if found == .null, nullIsAbsent || field.takesNull {
        if case .duration = field.kind { return Member(field.name, 0) }
        return nil
      }
      do throws(Fault) {
        return Member(field.name, try Self.read(found, as: field.kind))
      } catch {
        var fault = error
        fault.place = place + [.string(field.name)]
        faults.append(fault)
        return nil
      }
    }
  }

  /// Notes what another part of a request has wrong.
  mutating func add(_ fault: Fault) { faults.append(fault) }

  private static func read(_ value: Value, as kind: RunField.Kind) throws(Fault) -> Value {
    switch kind {
    case .text: .string(try text(value))
    case .required(let least): .string(try text(value, least: least))
    case .hash: .string(try text(value, least: 7, most: 40))
    case .count, .duration: .integer(try CountReading.count(value))
    case .flag: .bool(try flag(value))
    case .object: try object(value)
    case .status: .string(try status(value))
    case .source: .string(try source(value))
    }
  }

  private static func text(
    _ value: Value, least: Int = 0, most: Int = .max
  ) throws(Fault) -> String {
    guard let text = value.text else {
      throw Fault("string_type", at: [], "Input should be a valid string", input: value)
    }
    let length = text.unicodeScalars.count
    if length < least {
      throw Fault(
        "string_too_short", at: [],
        "String should have at least \(least) character\(least == 1 ? "" : "s")", input: value,
        context: [Member("min_length", .integer(Int64(least)))])
    }
    if length > most {
      throw Fault(
        "string_too_long", at: [], "String should have at most \(most) characters", input: value,
        context: [Member("max_length", .integer(Int64(most)))])
    }
    return text
  }

  private static func object(_ value: Value) throws(Fault) -> Value {
    guard case .object = value else {
      throw Fault("dict_type", at: [], "Input should be a valid dictionary", input: value)
    }
    return value
  }

  private static func status(_ value: Value) throws(Fault) -> String {
    guard let status = RunStatusWord.outcome(try text(value)) else {
      throw .rule("Status must be one of: \(RunStatusWord.listed)", at: [], input: value)
    }
    return status.rawValue
  }

  private static func source(_ value: Value) throws(Fault) -> String {
    let word = try text(value)
    guard ["manual", "llm", "ci"].contains(word) else {
      throw .rule("git_commit_source must be 'manual', 'llm', or 'ci'", at: [], input: value)
    }
    return word
  }

  private static let yes: Set<String> = ["1", "true", "t", "yes", "y", "on"]
  private static let no: Set<String> = ["0", "false", "f", "no", "n", "off"]

  private static func flag(_ value: Value) throws(Fault) -> Bool {
    switch value {
    case .bool(let flag): return flag
    case .integer(0), .double(0): return false
    case .integer(1), .double(1): return true
    case .string(let text) where yes.contains(text.lowercased()): return true
    case .string(let text) where no.contains(text.lowercased()): return false
    case .string, .integer, .double, .unsigned:
      throw Fault(
        "bool_parsing", at: [], "Input should be a valid boolean, unable to interpret input",
        input: value)
    default: throw Fault("bool_type", at: [], "Input should be a valid boolean", input: value)
    }
  }
}
