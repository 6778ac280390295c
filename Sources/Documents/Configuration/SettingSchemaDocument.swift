package import TLM

/// A JSON schema (draft 2020-12) of a file of settings: what `tlm config schema` prints.
package struct SettingSchemaDocument: Document {
  package init() {}

  package var json: Value {
    var properties: [Member] = []
    for setting in SettingCatalog.all {
      let parts = setting.name.split(separator: ".").map(String.init)
      guard parts.count == 2 else {
        properties.append(Member(setting.name, schema(of: setting)))
        continue
      }
      let own = Member(parts[1], schema(of: setting))
      guard let place = properties.firstIndex(where: { $0.name == parts[0] }) else {
        properties.append(Member(parts[0], section([own])))
        continue
      }
      let others = properties[place].value["properties"]?.members ?? []
      properties[place] = Member(parts[0], section(others + [own]))
    }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "tlm config.yaml",
      "type": "object", "additionalProperties": false, "properties": .object(properties),
    ]
  }

  private func section(_ properties: [Member]) -> Value {
    ["type": "object", "additionalProperties": false, "properties": .object(properties)]
  }

  private func schema(of setting: Setting) -> Value {
    var members = [Member("description", .string(setting.summary))]
    switch setting.kind {
    case .flag: members.append(Member("type", "boolean"))
    case .choice(let words): members.append(Member("enum", .array(words.map { .string($0) })))
    case .seconds(let range, let canBeOff):
      var pattern = "^[0-9]+[smhdw]$"
      if canBeOff { pattern = "^(off|[0-9]+[smhdw])$" }
      members += Self.integer(range, orText: pattern)
    case .size(let range): members += Self.integer(range, orText: "^[0-9]+[KMG]$")
    case .texts:
      members += [Member("type", "array"), Member("items", ["type": "string"])]
    case .text: members.append(Member("type", ["string", "null"]))
    case .words:
      members += [Member("type", "object"), Member("additionalProperties", ["type": "string"])]
    case .other: break
    }
    if setting.standard != .null { members.append(Member("default", setting.standard)) }
    return .object(members)
  }

  private static func integer(_ range: ClosedRange<Int64>, orText pattern: String) -> [Member] {
    let number: Value = [
      "type": "integer", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound),
    ]
    return [Member("anyOf", [number, ["type": "string", "pattern": .string(pattern)]])]
  }
}
