package import Events
import Journal
package import Folding

/// Every event it saw, by name and position, in order.
package struct Seen: Projection {
  package init() {}

  package static let name = "seen"
  package static let version = 1

  package struct State: Codable, Sendable, Equatable {
    package var events: [String] = []

    package init() {}
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    OnAny { event, state in
      let time = event.time.map { String($0.rawValue / 1_000_000_000) } ?? "never"
      state.events.append("\(event.name ?? "-")@\(event.position)@\(time)")
    }
  }
}

/// Counts calls, and throws at each `call` after it has counted.
package struct Fragile: Projection {
  package static let name = "fragile"
  package static let version = 3
  package var limit: Int

  package init() { limit = 2 }

  package init(limit: Int) { self.limit = limit }

  package var initial: [String: Int] { [:] }

  struct TooMany: Error { var count: Int }

  package var body: Handlers<[String: Int]> {
    On("call") { event, state in
      state["calls", default: 0] += 1
      if let count = state["calls"], count > limit { throw TooMany(count: count) }
    }
    On("call") { event, state in state["after", default: 0] += 1 }
  }
}

/// A log of `count` events of several kinds, with blank and bad lines among them.
package func sampleLog(events count: Int) -> String {
  var log = ""
  for number in 0..<count {
    let issue = "BUG-\(number / 4)"
    let time = number % 5 == 0 ? "" : #""ts":\#(1_770_000_000 + number),"#
    switch number % 4 {
    case 0: log += #"{\#(time)"event":"issue_start","issue_id":"\#(issue)"}"#
    case 1:
      log += #"{\#(time)"event":"issue_phase","phase":"p\#(number % 3)","#
      log += #""duration_s":\#(number % 17),"issue_id":"\#(issue)"}"#
    case 2: log += #"{\#(time)"event":"phase_start","phase":"x","issue_id":"\#(issue)"}"#
    default:
      log += #"{\#(time)"event":"issue_complete","phases":{"y":\#(number)},"issue_id":"\#(issue)"}"#
    }
    log += number % 7 == 0 ? "\n\n" : "\n"
    if number % 11 == 0 { log += "no event at all\n[1]\n" }
  }
  return log
}

/// A text as chunks that each begin at one of the given offsets.
package func chunks(of text: String, at offsets: [Int]) -> Chunks {
  let bytes = Array(text.utf8)
  let starts = [0] + offsets.filter { $0 > 0 && $0 < bytes.count }
  let ends = starts.dropFirst() + [bytes.count]
  return Chunks(
    zip(starts, ends).map { start, end in
      LineChunk(Array(bytes[start..<end]), position: Position(rawValue: Int64(start)))
    })
}

/// Where the lines of a text begin, without the first.
package func lineStarts(of text: String) -> [Int] {
  text.utf8.enumerated().compactMap { $1 == UInt8(ascii: "\n") ? $0 + 1 : nil }
}

/// How many counted events there were, and whether one came twice, late or not at all.
package struct Tally: Projection {
  package init() {}

  package static let name = "tally"
  package static let version = 1

  package struct State: Codable, Sendable, Equatable {
    package var count = 0
    package var wrong = 0
    /// By writer and life, the number that comes next.
    package var next: [String: Int64] = [:]

    package init() {}
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    On("counted") { event, state in
      guard let writer = event.integer("writer"), let life = event.integer("life"),
        let number = event.integer("n")
      else { return }
      let key = "\(writer)/\(life)"
      state.count += 1
      if number != state.next[key, default: 0] { state.wrong += 1 }
      state.next[key] = number + 1
    }
  }
}
