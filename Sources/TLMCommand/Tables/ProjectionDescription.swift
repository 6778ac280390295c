import Documents
import TLM

/// What a projection is, for people.
extension ProjectionDocument {
  /// The parameters as they are set by default.
  var parameterText: String {
    let all = parameters.members.map {
      "\($0.name)=\($0.value.text ?? JSONWriter.text(of: $0.value))"
    }
    return all.isEmpty ? "-" : all.joined(separator: " ")
  }

  var eventText: String {
    guard let names else { return "every event" }
    let shown = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }
}
