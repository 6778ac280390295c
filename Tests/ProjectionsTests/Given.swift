import Events
import Projections
import Testing
import Folding

/// The state of a projection after the given lines.
func given<P: Projection>(_ projection: P, _ lines: [String]) throws -> P.State {
  var fold = Fold(isStrict: true)
  fold.add(projection)
  try fold.run(over: Chunks(lines.map { $0 + "\n" }.joined()))
  let state = fold.state(of: P.self)
  return try #require(state)
}

/// What a projection reports after the given lines.
func report<P: Reporting>(_ projection: P, _ lines: [String]) throws -> Value {
  projection.report(of: try given(projection, lines))
}

/// The report of phase timing after the given lines.
func phaseTiming(_ lines: String...) throws -> Value {
  PhaseTiming().report(of: try given(PhaseTiming(), lines))
}

/// A line about one event. Values are JSON as it stands; time is in seconds.
func line(_ event: String, at time: Int? = nil, _ fields: KeyValuePairs<String, String>) -> String {
  let clock = time.map { #""ts":\#(1_770_000_000 + $0),"# } ?? ""
  let rest = fields.map { #","\#($0)":\#($1)"# }.joined()
  return #"{\#(clock)"event":"\#(event)"\#(rest)}"#
}

/// A line about an issue of one session.
func issue(
  _ event: String, _ id: String = "BUG-1", at time: Int? = nil, session: String? = "s1",
  phase: String? = nil, _ fields: KeyValuePairs<String, String> = [:]
) -> String {
  var line = line(event, at: time, fields)
  line.removeLast()
  if let phase { line += #","phase":"\#(phase)""# }
  if let session { line += #","session_id":"\#(session)""# }
  return line + #","issue_id":"\#(id)"}"#
}

extension Value {
  /// The value at a path of names.
  subscript(path: String...) -> Value? {
    path.reduce(self) { $0?[$1] }
  }

  /// The elements of an array.
  var elements: [Value] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The names of an object's members, in their order.
  var names: [String] {
    if case .object(let members) = self { members.map(\.name) } else { [] }
  }
}
