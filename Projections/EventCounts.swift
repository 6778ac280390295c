public import Events

/// How many events of each name there are, and when the first and the last of them happened. Of names
/// of which emitters kept a share, how many there were, too.
public struct EventCounts: Reporting {
  public static let name = "event-counts"
  public static let version = 2

  /// Only events of this tool count; nil for all.
  public var tool: String?
  /// Only events about issues of this type count; nil for all.
  public var type: String?

  public init() { self.init(tool: nil) }

  /// Counts the events of one tool, of one type of issue, or of both at once; nil stands for all.
  public init(tool: String?, type: String? = nil) {
    self.tool = tool
    self.type = type
  }

  public struct State: Codable, Sendable, Equatable {
    /// Per name, counts and times.
    var names = NameTable<Tally>()
    /// Events without a name.
    public internal(set) var unnamed = 0
    /// Events without a time of their own.
    public internal(set) var untimed = 0

    /// What is known about the events of one name; nil when there were none.
    public func tally(of name: String) -> Tally? { names[Label(name)] }

    /// How many events told that they stand for others, too.
    public var sampled: Int { names.sorted.reduce(0) { $0 + ($1.value.sample?.count ?? 0) } }
  }

  /// The events of one name. Times are the least and the greatest, not those of first and last line.
  public struct Tally: Codable, Sendable, Equatable {
    /// Every event of the name, also those without a time of their own.
    public internal(set) var count = 0
    /// The least time; nil while no event of the name has one, not even one of an earlier line.
    public internal(set) var first: Timestamp?
    /// The greatest time; nil where `first` is.
    public internal(set) var last: Timestamp?
    /// Those that told by `sample_rate` that they stand for others, too; nil while none did.
    public internal(set) var sample: Sample?

    /// How many there were before a share of them was left out, as far as those that were kept tell:
    /// each counts as one divided by its `sample_rate`.
    public var estimated: Int { count + (sample?.others ?? 0) }

    mutating func add(_ time: Timestamp?, _ rate: Double?) {
      count += 1
      if let rate, rate < 1 { sample = (sample ?? Sample()).adding(rate) }
      guard let time else { return }
      if first.map({ time < $0 }) ?? true { first = time }
      if last.map({ time > $0 }) ?? true { last = time }
    }
  }

  public var initial: State { State() }

  public var body: Handlers<State> {
    let selection = Selection(tool: tool, type: type)
    OnAny { event, state in
      guard selection.includes(event) else { return }
      if !event.isTimed { state.untimed += 1 }
      if event.nameID == .none {
        state.unnamed += 1
      } else {
        let rate = event.sampleRate
        state.names.update(for: event, from: Tally()) { tally, time in tally.add(time, rate) }
      }
    }
  }

  public func report(of state: State) -> Value {
    let names = state.names.sorted.map { name, tally in
      Member(name.text, .object(Self.members(of: tally)))
    }
    return [
      "names": .object(names),
      "unnamed": .integer(Int64(state.unnamed)),
      "untimed": .integer(Int64(state.untimed)),
    ]
  }
}

extension EventCounts {
  private static func members(of tally: Tally) -> [Member] {
    var members = [
      Member("count", .integer(Int64(tally.count))),
      Member("first", tally.first.map { .string($0.description) } ?? .null),
      Member("last", tally.last.map { .string($0.description) } ?? .null),
    ]
    if let sample = tally.sample {
      members.append(Member("sampled", .integer(Int64(sample.count))))
      members.append(Member("estimated", .integer(Int64(tally.estimated))))
    }
    return members
  }
}

extension EventCounts {
  private enum CodingKeys: CodingKey { case tool, type }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(tool: try values.text(.tool), type: try values.text(.type))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(tool, forKey: .tool)
    try values.encode(type, forKey: .type)
  }
}
