import Events

/// JSON Schemas of what comes and goes, made of the tables that are checked against.
enum RunsSchema {
  static let nothing: Value = [:]

  /// An object that has all of these members.
  static func object(_ names: String...) -> Value {
    ["type": "object", "required": .array(names.map(Value.string))]
  }

  static func list(_ element: Value) -> Value { ["type": "array", "items": element] }

  static let detail: Value = [
    "type": "object", "required": ["detail"], "properties": ["detail": ["type": "string"]],
  ]

  /// What is said of values that are wrong.
  static let faults: Value = [
    "type": "object", "required": ["detail"],
    "properties": [
      "detail": [
        "type": "array",
        "items": [
          "type": "object", "required": ["type", "loc", "msg"],
          "properties": [
            "type": ["type": "string"], "msg": ["type": "string"],
            "loc": ["type": "array", "items": ["type": ["string", "integer"]]],
          ],
        ],
      ]
    ],
  ]

  static let run: Value = object("id", "event_id", "run_id", "status", "commit_url", "repo_url")
  static let counts: Value = object("inserted", "duplicates", "errors", "total")
  static let newRun: Value = model(RunFields.posted)
  static let change: Value = model(RunFields.patched)
  static let batch: Value = [
    "type": "object", "required": ["runs"], "properties": ["runs": list(newRun)],
  ]

  static let commit: Value = {
    var members = model(RunFields.associated).members.filter { $0.name != "required" }
    members.append(Member("required", ["commit_hash", "commit_source"]))
    return .object(members)
  }()

  private static func model(_ fields: [RunField]) -> Value {
    [
      "type": "object",
      "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
      "properties": .object(fields.map { Member($0.name, schema(of: $0.kind)) }),
    ]
  }

  private static func schema(of kind: RunField.Kind) -> Value {
    switch kind {
    case .text: ["type": ["string", "null"]]
    case .required(let least): ["type": "string", "minLength": .integer(Int64(least))]
    case .count: ["type": "integer", "minimum": 0]
    case .duration: ["type": ["integer", "null"], "minimum": 0]
    case .flag: ["type": "boolean"]
    case .object: ["type": ["object", "null"]]
    case .status: ["type": "string", "enum": .array(statuses)]
    case .source: ["enum": ["manual", "llm", "ci", nil]]
    case .hash: ["type": "string", "minLength": 7, "maxLength": 40]
    }
  }

  private static let statuses: [Value] =
    RunStatusWord.canonical.map { .string($0.rawValue) }
    + ["failed", "completed", "succeeded", "canceled"]
}
