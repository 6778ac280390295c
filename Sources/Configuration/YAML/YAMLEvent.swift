import CYAML

/// A step through a YAML text, as libyaml meets it.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd, listEnd, mappingEnd
    case alias(String)
    case scalar(Scalar)
    case listStart(anchor: String?, tag: String?)
    case mappingStart(anchor: String?, tag: String?)
  }

  struct Scalar {
    let text: String
    let anchor: String?
    let tag: String?
    /// Whether it has no quotes, bar or angle bracket around it.
    let isPlain: Bool
  }

  let kind: Kind
  let place: Place

  /// A copy of what libyaml made; nil for an event that is none.
  init?(_ event: borrowing yaml_event_t) {
    place = unsafe Place(event.start_mark)
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: kind = .streamStart
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_SEQUENCE_END_EVENT: kind = .listEnd
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    case YAML_ALIAS_EVENT: kind = .alias(unsafe Self.text(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      kind = .listStart(anchor: unsafe Self.text(start.anchor), tag: unsafe Self.text(start.tag))
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      kind = .mappingStart(
        anchor: unsafe Self.text(start.anchor), tag: unsafe Self.text(start.tag))
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      // Its length counts NULs, which a C string could not hold.
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      kind = .scalar(
        Scalar(
          text: unsafe String(decoding: bytes, as: UTF8.self),
          anchor: unsafe Self.text(scalar.anchor), tag: unsafe Self.text(scalar.tag),
          isPlain: unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE))
    default: return nil
    }
  }

  /// A C string that libyaml made, copied.
  private static func text(_ start: UnsafeMutablePointer<UInt8>?) -> String? {
    unsafe start.map { unsafe String(cString: $0) }
  }
}

extension Place {
  /// libyaml counts from 0.
  init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}
