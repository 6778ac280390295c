package import Events

/// An event as a record of OpenTelemetry's logs.
package struct OTLPLogRecord: Sendable {
  /// The program that it is of, which is the service; nil where the event does not say.
  package let service: String?
  /// When it was; nil before 1970, which OTLP has no word for.
  let time: Timestamp?
  let severity: Int64
  let level: String?
  let body: String?
  let attributes: [Member]
  /// The ids of its trace and of its span, in hexadecimal digits.
  let trace: String?
  let span: String?
  let name: String?

  /// The record of an event. The same event makes the same record at every export.
  package init(_ event: borrowing Event, store: String) {
    service = event.tool
    var attributes = OTLPAttributes()
    attributes.add(
      "log.record.uid", event.eventID ?? (store.isEmpty ? nil : "\(store)-\(event.position)"))
    attributes.add("tlm.position", .integer(event.position.rawValue))
    attributes.add(known: event)
    Self.addRest(of: event, to: &attributes)
    self.attributes = attributes.members
    time = event.time.flatMap { $0.rawValue > 0 ? $0 : nil }
    severity = OTLPSeverity.number(of: event)
    level = event.level
    name = event.name
    body = event.message ?? name
    let trace = event.traceID.map { OTLPIdentity.trace($0) }
    self.trace = trace
    span = event.spanID.map { OTLPIdentity.span($0, in: trace ?? "") }
  }

  /// The message `logRecord` as JSON.
  package var message: Value {
    var members: [Member] = []
    func add(_ name: String, _ value: Value?) {
      if let value { members.append(Member(name, value)) }
    }
    add("timeUnixNano", OTLPText.time(time))
    add("observedTimeUnixNano", OTLPText.time(time))
    if severity > 0 { add("severityNumber", .integer(severity)) }
    add("severityText", level.map { .string($0) })
    add("body", body.map { OTLPText.any(.string($0)) })
    add("attributes", OTLPText.attributes(attributes))
    add("traceId", trace.map { .string($0) })
    add("spanId", span.map { .string($0) })
    add("eventName", name.map { .string($0) })
    return .object(members)
  }

  /// What the event says besides, under its own names.
  private static func addRest(of event: borrowing Event, to attributes: inout OTLPAttributes) {
    var isNamed = false
    let fields = event.fields
    for index in fields.indices {
      let field = fields[index]
      let key = field.key
      if key != .unknown {
        if OTLPAttributes.known.contains(key) { continue }
        if Self.said.contains(key), field.kind != .object, field.kind != .array { continue }
        // What the event is called, and when it was, stand elsewhere; a second such key means more.
        if !isNamed, Key.nameKeys.contains(key), field.kind == .string {
          isNamed = true
          continue
        }
      }
      guard event.isLastMember(index) else { continue }
      attributes.add(flat: event.name(of: field), event.view(member: index))
    }
  }

  private static let said = Event.Keys(
    [
      .ts, .timestamp, .atTimestamp, .timeUnixNano, .level, .severity, .atL, .msg, .message, .atM,
      .traceID, .traceIDCamel, .spanID, .spanIDCamel, .tool,
    ])
}

/// Records of several services as one message.
package struct OTLPLogBatch: Sendable {
  private var services: [String] = []
  private var records: [String: [Value]] = [:]
  /// How many records there are.
  package private(set) var count = 0

  /// A batch of nothing.
  package init() {}

  /// Adds a record.
  package mutating func add(_ record: OTLPLogRecord, service named: String?) {
    let service = named ?? record.service ?? OTLPResource.standardService
    if records[service] == nil { services.append(service) }
    records[service, default: []].append(record.message)
    count += 1
  }

  /// The message `logs`: what a request holds, and a line of a file.
  package func message(_ resource: OTLPResource) -> Value {
    [
      "resourceLogs": .array(
        services.map { service in
          [
            "resource": resource.message(service: service),
            "scopeLogs": [
              ["scope": OTLPResource.scope, "logRecords": .array(records[service] ?? [])]
            ],
          ]
        })
    ]
  }
}

/// Who sends: what stands before spans and records.
package struct OTLPResource: Sendable {
  /// What is said beside the name of the service.
  private let attributes: [Member]

  /// The service of an event that names no program.
  package static let standardService = "tlm"

  /// - Parameter attributes: as the environment says; those of OpenTelemetry's own win.
  package init(attributes: [Member] = []) { self.attributes = attributes }

  /// The scope of all that tlm sends.
  package static let scope: Value = ["name": "tlm", "version": "0.1.0"]

  /// The resource of one service.
  package func message(service: String) -> Value {
    var all = OTLPAttributes()
    all.add("service.name", service)
    for member in attributes { all.add(member.name, member.value) }
    all.add("telemetry.sdk.name", "tlm")
    all.add("telemetry.sdk.language", "swift")
    all.add("telemetry.sdk.version", "0.1.0")
    return ["attributes": OTLPText.attributes(all.members)]
  }
}
