import Events
import Journal
import Telemetry

/// Turns what a person typed into an event.
enum EmitFields {
  /// The event of one call: now, unless a field says when.
  static func event(_ asked: EmitArguments) throws -> NewEvent {
    var members: [Member] = []
    if let object = asked.object {
      guard case .object(let given)? = Value(json: object) else {
        throw EmitArguments.Mistake(description: "--object is not a JSON object")
      }
      members = given
    }
    for field in asked.fields {
      members.removeAll { $0.name.utf8.elementsEqual(field.name.utf8) }
      members.append(Member(field.name, try value(of: field, isStrict: asked.isStrict)))
    }
    let isTimed = members.contains { ["ts", "timestamp"].contains($0.name) }
    members += InheritedRun.inherited.members(besides: members)
    return NewEvent(asked.name, at: isTimed ? nil : .current, fields: members)
  }

  /// The fields that were given as JSON, and are none.
  static func texts(of asked: EmitArguments) -> [EmitArguments.Field] {
    asked.fields.filter { $0.isJSON && Value(json: $0.text) == nil }
  }

  private static func value(of field: EmitArguments.Field, isStrict: Bool) throws -> Value {
    guard field.isJSON else { return .string(field.text) }
    if let value = Value(json: field.text) { return value }
    if isStrict {
      throw EmitArguments.Mistake(description: "\(field.name):=\(field.text) is not JSON")
    }
    // The caller must not fail, and its words must not be lost.
    return .string(field.text)
  }
}
