public import Events
import Lines

extension Fold {
  /// One parameter of a projection and the text that somebody gave for it: `--set per=week`.
  public struct ParameterSetting: Sendable, Equatable {
    /// The projection that is meant; nil where there is only one.
    public var projection: String?
    /// The parameter's name as it is encoded.
    public var name: String
    /// The value as it was typed; only the projection knows its type.
    public var text: String

    /// A setting for a projection; nil: for the only one there is.
    public init(_ name: String, _ text: String, of projection: String? = nil) {
      self.projection = projection
      self.name = name
      self.text = text
    }

    /// Reads `name=text` or `projection.name=text`; nil where there is no `=` or no name.
    public init?(argument: String) {
      guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
        return nil
      }
      let key = argument[..<equals]
      text = String(argument[argument.index(after: equals)...])
      if let dot = key.firstIndex(of: ".") {
        projection = String(key[..<dot])
        name = String(key[key.index(after: dot)...])
      } else {
        name = String(key)
      }
      if name.isEmpty { return nil }
    }
  }
}

extension Projection {
  /// The projection with some of its parameters set, the others as they are by default.
  ///
  /// - Throws: `badParameter` where it has no parameter of that name, or the text is no value of
  ///   the parameter's type.
  public static func configured(by settings: [Fold.ParameterSetting]) throws(FoldError) -> Self {
    var projection = Self()
    for setting in settings { projection = try projection.setting(setting) }
    return projection
  }

  private func setting(_ setting: Fold.ParameterSetting) throws(FoldError) -> Self {
    let members: ParameterMembers
    do { members = try ParameterMembers(of: self) } catch {
      throw FoldError(
        .notEncodable, "the parameters of \(Self.name) cannot be encoded", cause: error)
    }
    var reason = ""
    for candidate in members.candidates(for: setting) {
      do {
        let trial = members.setting(setting.name, to: candidate)
        let projection = try StateDecoder().decode(Self.self, from: trial)
        // A key that its decoder does not look for is not there when it is encoded again.
        guard try ParameterMembers(of: projection).has(setting.name) else {
          throw Self.unknown(setting.name, members)
        }
        return projection
      } catch let error as FoldError {
        throw error
      } catch {
        // What is said of the first attempt, at the type that the parameter has now, is clearest.
        if reason.isEmpty { reason = Self.reason(error) }
      }
    }
    if !members.has(setting.name) && !members.known.contains(setting.name) {
      throw Self.unknown(setting.name, members)
    }
    throw FoldError(
      .badParameter,
      "\(setting.name) of \(Self.name) cannot be '\(setting.text)'"
        + (reason.isEmpty ? members.advice(for: setting.name) : ": \(reason)"))
  }

  private static func unknown(_ name: String, _ members: ParameterMembers) -> FoldError {
    let known = members.known.joined(separator: ", ")
    return FoldError(
      .badParameter,
      "\(Self.name) has no parameter \(name); "
        + (known.isEmpty ? "it has none at all" : "there is \(known)"))
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .dataCorrupted(let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context), .keyNotFound(_, let context):
      return context.debugDescription
    @unknown default: return "\(error)"
    }
  }
}

/// The encoded parameters of a projection, member by member.
private struct ParameterMembers {
  private var members: [(name: String, tag: UInt8, bytes: ArraySlice<UInt8>)] = []
  /// The names of all parameters, also of those that are nil and therefore not encoded.
  let known: [String]

  init(of projection: some Projection) throws {
    let tree = try StateTree(StateEncoder().encode(projection))
    let children = tree.children(of: 0)
    for place in stride(from: 0, to: children.count - 1, by: 2) {
      let start = tree.nodes[children[place + 1]].start
      let end =
        place + 2 < children.count ? tree.nodes[children[place + 2]].start : tree.bytes.count - 1
      members.append(
        (
          tree.text(children[place]) ?? "", tree.nodes[children[place + 1]].tag,
          tree.bytes[start..<end]
        ))
    }
    let labels = Mirror(reflecting: projection).children.compactMap(\.label)
    known = labels + members.map(\.name).filter { !labels.contains($0) }
  }

  func has(_ name: String) -> Bool { members.contains { $0.name == name } }

  /// The encoded parameters, one of them another.
  func setting(_ name: String, to value: [UInt8]) -> [UInt8] {
    let sink = StateSink()
    sink.tag(StateTag.objectStart)
    for member in members where member.name != name {
      sink.write(member.name)
      sink.append(member.bytes)
    }
    sink.write(name)
    sink.append(value[...])
    sink.tag(StateTag.objectEnd)
    return sink.bytes
  }

  /// What the text may mean, encoded: of the type that the parameter has, where that is known.
  func candidates(for setting: Fold.ParameterSetting) -> [[UInt8]] {
    let tag = members.first { $0.name == setting.name }?.tag
    let json = Self.json(setting.text)
    var values: [Value] = []
    switch tag {
    case StateTag.string: values = [.string(setting.text)]
    case StateTag.double, StateTag.float: values = Double(setting.text).map { [.double($0)] } ?? []
    case StateTag.integer, StateTag.wide, StateTag.true, StateTag.false, StateTag.arrayStart,
      StateTag.objectStart:
      values = json.map { [$0] } ?? []
    default:
      values = [.string(setting.text)] + (json.map { [$0] } ?? [])
      if let number = Double(setting.text) { values.append(.double(number)) }
    }
    return values.map { value in
      let sink = StateSink()
      if tag == StateTag.float, case .double(let number) = value {
        sink.write(Float(number))
      } else {
        sink.write(json: value)
      }
      return sink.bytes
    }
  }

  /// What would do for a parameter of this type.
  func advice(for name: String) -> String {
    switch members.first(where: { $0.name == name })?.tag {
    case StateTag.integer, StateTag.wide: ": it takes a whole number"
    case StateTag.double, StateTag.float: ": it takes a number"
    case StateTag.true, StateTag.false: ": it takes true or false"
    case StateTag.arrayStart: ": it takes an array of JSON"
    case StateTag.objectStart: ": it takes an object of JSON"
    default: ""
    }
  }

  /// The value that the text is as JSON; null is a text here, as an absent parameter is not set.
  private static func json(_ text: String) -> Value? {
    let value = Value(json: text)
    return value == .null ? nil : value
  }
}
