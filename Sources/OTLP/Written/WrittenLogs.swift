import Events

/// How messages of OTLP are written.
package enum OTLPForm: Sendable {
  /// A message a line.
  case json
  /// One message after the other, which together are one again.
  case protobuf
}

extension OTLPLogRecord {
  /// Adds it, as `WrittenLogs` takes it.
  package func write(_ form: OTLPForm, to bytes: inout [UInt8]) {
    switch form {
    case .json: write(json: &bytes)
    case .protobuf: write(protobuf: &bytes)
    }
  }
}

/// Records that are written already, by service: they come to the message that `OTLPLogBatch` makes of
/// records that are values.
package struct WrittenLogs: Sendable {
  private let form: OTLPForm
  private var services: [(name: String, records: [UInt8])] = []
  /// Where the service of the last record is; most often that of the next one is there, too.
  private var place = 0
  /// How many records there are.
  package private(set) var count = 0

  /// No records.
  package init(_ form: OTLPForm) { self.form = form }

  /// Adds a record.
  package mutating func add(_ record: ArraySlice<UInt8>, service: String) {
    count += 1
    if place >= services.count || services[place].name != service {
      place = services.firstIndex { $0.name == service } ?? services.count
    }
    if place == services.count {
      services.append((service, Array(record)))
      return
    }
    if form == .json { services[place].records.append(UInt8(ascii: ",")) }
    services[place].records += record
  }

  /// Adds the message `logs` of all of them.
  package func write(_ resource: OTLPResource, to bytes: inout [UInt8]) {
    switch form {
    case .json: JSONWriter.append(to: &bytes, quotesLargeIntegers: false) { write(resource, &$0) }
    case .protobuf: ProtobufWriter.append(to: &bytes) { write(resource, &$0) }
    }
  }

  private func write(_ resource: OTLPResource, _ writer: inout JSONWriter) {
    writer.write(raw: "{\"resourceLogs\":[")
    for (place, service) in services.enumerated() {
      if place > 0 { writer.byte(",") }
      writer.write(raw: "{\"resource\":")
      writer.write(resource.message(service: service.name))
      writer.write(raw: ",\"scopeLogs\":[{\"scope\":")
      writer.write(OTLPResource.scope)
      writer.write(raw: ",\"logRecords\":[")
      writer.write(verbatim: service.records)
      writer.write(raw: "]}]}")
    }
    writer.write(raw: "]}\n")
  }

  private func write(_ resource: OTLPResource, _ writer: inout ProtobufWriter) {
    for service in services {
      writer.message(1) { logs in
        logs.message(1) { $0.write(resource.message(service: service.name), as: .resource) }
        logs.message(2) { scope in
          scope.message(1) { $0.write(OTLPResource.scope, as: .scope) }
          scope.write(verbatim: service.records)
        }
      }
    }
  }
}
