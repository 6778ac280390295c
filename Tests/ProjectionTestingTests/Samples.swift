import Events
import ProjectionTesting
import Synchronization

/// How often each tool was seen: as it should be.
struct Counts: Projection {
  static let name = "counts"
  static let version = 1
  var step = 1

  var initial: [String: Int] { [:] }

  var body: Handlers<[String: Int]> {
    On("seen") { event, state in state[event.tool ?? "unknown", default: 0] += step }
  }
}

/// Counts an event once, by its id; throws where it has none.
struct Once: Projection {
  static let name = "once"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var ids: Set<String> = []
  }
  struct NoID: Error {}

  var initial: State { State() }

  var body: Handlers<State> {
    On("seen") { event, state in
      guard let id = event.eventID else { throw NoID() }
      state.ids.insert(id)
    }
  }
}

/// Remembers the tool before this one, and forgets to store it.
struct Forgetful: Projection {
  static let name = "forgetful"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var changes = 0
    var last: String?

    enum CodingKeys: String, CodingKey { case changes }

    static func == (left: State, right: State) -> Bool { left.changes == right.changes }
  }

  var initial: State { State() }

  var body: Handlers<State> {
    On("seen") { event, state in
      if let last = state.last, last != event.tool { state.changes += 1 }
      state.last = event.tool
    }
  }
}

/// Compares all that it remembers, and stores less.
struct Unequal: Projection {
  static let name = "unequal"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var count = 0
    var last: String?

    enum CodingKeys: String, CodingKey { case count }
  }

  var initial: State { State() }

  var body: Handlers<State> {
    On("seen") { event, state in
      state.count += 1
      state.last = event.tool
    }
  }
}

/// Stores what it cannot read.
struct Unreadable: Projection {
  static let name = "unreadable"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var count = 0

    init() {}
    init(from decoder: any Decoder) throws {
      count = try Int(decoder.singleValueContainer().decode(String.self)) ?? 0
    }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(count)
    }
  }

  var initial: State { State() }

  var body: Handlers<State> { On("seen") { _, state in state.count += 1 } }
}

/// Goes by the order of a dictionary.
struct OrderBound: Projection {
  static let name = "order-bound"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var counts: [String: Int] = [:]
    var orders: [String] = []
  }

  var initial: State { State() }

  var body: Handlers<State> {
    On("seen") { event, state in
      state.counts[event.tool ?? "unknown", default: 0] += 1
      state.orders.append(state.counts.keys.joined(separator: " "))
    }
  }
}

/// Remembers well and reports in the order of a dictionary.
struct Unsorted: Reporting {
  static let name = "unsorted"
  static let version = 1

  var initial: [String: Int] { [:] }

  var body: Handlers<[String: Int]> {
    On("seen") { event, state in state[event.tool ?? "unknown", default: 0] += 1 }
  }

  func report(of state: [String: Int]) -> Value {
    .object(state.map { Member($0.key, .integer(Int64($0.value))) })
  }
}

/// Remembers well and shows people the order of a dictionary.
struct Unarranged: Tabular {
  static let name = "unarranged"
  static let version = 1

  var initial: [String: Int] { [:] }

  var body: Handlers<[String: Int]> {
    On("seen") { event, state in state[event.tool ?? "unknown", default: 0] += 1 }
  }

  func page(of state: [String: Int]) -> ReportPage {
    ReportPage([
      .init([
        .table(ReportPage.Table(of: state, .text("tool") { $0.key }, .count("seen") { $0.value }))
      ])
    ])
  }
}

/// Goes by how often it was ever asked.
struct Shared: Projection {
  static let name = "shared"
  static let version = 1
  private static let calls = Mutex(0)

  var initial: Int { 0 }

  var body: Handlers<Int> {
    On("seen") { _, state in
      state = Self.calls.withLock { calls in
        calls += 1
        return calls
      }
    }
  }
}

/// Counts lines that lie right behind one another in memory.
struct AddressBound: Projection {
  static let name = "address-bound"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var end: UInt = 0
    var neighbours = 0

    enum CodingKeys: String, CodingKey { case neighbours }
  }

  var initial: State { State() }

  var body: Handlers<State> {
    On("seen") { event, state in
      let start = event.line.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
      if start == state.end + 1 { state.neighbours += 1 }
      state.end = start + UInt(event.line.count)
    }
  }
}

/// Counts whatever it sees.
struct Curious: Projection {
  static let name = "curious"
  static let version = 1

  var initial: [String: Int] { [:] }

  var body: Handlers<[String: Int]> {
    OnAny { event, state in state[event.name ?? "unnamed", default: 0] += 1 }
  }
}

/// Listens to everything and takes what is its own, with times of untimed lines and positions.
struct Choosy: Projection {
  static let name = "choosy"
  static let version = 1

  var initial: [String] { [] }

  var body: Handlers<[String]> {
    OnAny { event, state in
      guard event.name?.hasPrefix("se") == true else { return }
      state.append("\(event.position) \(event.time?.description ?? "never")")
    }
  }
}

/// A log of different tools, with untimed lines, other events, blank lines and damage.
func log(_ count: Int) -> [String] {
  (0..<count).map { number in
    switch number % 9 {
    case 4: #"{"event":"other","n":\#(number)}"#
    case 7: number % 2 == 0 ? "" : "damaged {"
    case let kind:
      #"{\#(kind % 2 == 0 ? #""ts":\#(1_770_000_000 + number),"# : "")"event":"seen","#
        + #""tool":"tool-\#(number * 7 % 13)","event_id":"\#(number)"}"#
    }
  }
}

/// The failure of a spec.
func failure(_ body: () throws -> Void) -> SpecFailure? {
  do {
    try body()
    return nil
  } catch { return error as? SpecFailure }
}
