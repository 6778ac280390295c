/// Reads a YAML file into a tree, and refuses what could mean two things or never end.
///
/// | limit | is |
/// |---|---|
/// | size of the file | 1 MiB |
/// | depth of lists and keys in each other | 64 |
/// | nodes, with every alias written out | 100 000 |
///
/// One document, UTF-8; keys are words; a key stands once; anchors and aliases are read, an alias
/// of something that it is part of is not; merge keys (`<<`) and tags other than `!!str` are not.
package struct YAMLReader: ~Copyable {
  package static let maximumBytes = 1 << 20
  package static let maximumDepth = 64
  package static let maximumNodes = 100_000

  private let file: String
  private let repeatable: Set<String>
  private var events: YAMLEvents
  private var anchors: [String: Node] = [:]
  private var nodes = 0

  /// The tree of a text.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: how errors name it.
  ///   - repeatable: keys of the top whose own keys may stand more than once.
  /// - Throws: the first mistake, with its line and column.
  package static func read(
    _ bytes: [UInt8], file: String, repeatable: Set<String> = []
  ) throws(ConfigurationError) -> Node {
    guard bytes.count <= maximumBytes else {
      throw ConfigurationError(
        "expected at most \(maximumBytes) bytes, found \(bytes.count); split the file",
        at: .start, in: file)
    }
    // Most programs have no file of settings, and no time for a parser of nothing.
    if bytes.isEmpty { return Node(.null, at: .start) }
    var reader = try YAMLReader(bytes, file, repeatable)
    return try reader.document()
  }

  private init(
    _ bytes: [UInt8], _ file: String, _ repeatable: Set<String>
  ) throws(ConfigurationError) {
    self.file = file
    self.repeatable = repeatable
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    events = try YAMLEvents(
      bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes, file: file)
  }

  private mutating func document() throws(ConfigurationError) -> Node {
    var root: Node?
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamStart, .documentEnd: continue
      case .streamEnd: return root ?? Node(.null, at: .start)
      case .documentStart where root != nil:
        throw error("expected one document, found a second; remove the ---", event.place)
      case .documentStart: root = try node(try events.next(), depth: 0, under: nil)
      default: throw error("expected a document; correct this place", event.place)
      }
    }
  }

  /// - Parameter key: the key of the top under which it stands directly.
  private mutating func node(
    _ event: YAMLEvent, depth: Int, under key: String?
  ) throws(ConfigurationError) -> Node {
    guard depth < Self.maximumDepth else {
      throw error(
        "expected at most \(Self.maximumDepth) levels, found more; nest less", event.place)
    }
    switch event.kind {
    case .alias(let name): return try alias(name, event.place)
    case .scalar(let scalar):
      let node = Node(try content(of: scalar, event.place), at: event.place)
      try count(1, event.place)
      return keep(node, scalar.anchor)
    case .listStart(let anchor, let tag):
      try refuse(tag, event.place)
      return keep(try list(from: event.place, depth), anchor)
    case .mappingStart(let anchor, let tag):
      try refuse(tag, event.place)
      let mayRepeat = depth == 1 && key.map(repeatable.contains) ?? false
      return keep(try mapping(from: event.place, depth, mayRepeat), anchor)
    default: throw error("expected a value; correct this place", event.place)
    }
  }

  private mutating func list(from place: Place, _ depth: Int) throws(ConfigurationError) -> Node {
    try count(1, place)
    var items: [Node] = []
    var size = 1
    while true {
      let event = try events.next()
      if case .listEnd = event.kind { return Node(.list(items), at: place, size: size) }
      let item = try node(event, depth: depth + 1, under: nil)
      size += item.size
      items.append(item)
    }
  }

  private mutating func mapping(
    from place: Place, _ depth: Int, _ mayRepeat: Bool
  ) throws(ConfigurationError) -> Node {
    try count(1, place)
    var entries: [Node.Entry] = []
    var lines: [String: Int] = [:]
    var size = 1
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { return Node(.mapping(entries), at: place, size: size) }
      let key = try self.key(event)
      if let line = lines[key], !mayRepeat {
        throw error(
          "expected each key once, found \(Node.quoted(key)) here and in line \(line);"
            + " remove or rename one", event.place)
      }
      lines[key] = event.place.line
      let value = try node(try events.next(), depth: depth + 1, under: depth == 0 ? key : nil)
      size += value.size
      entries.append(Node.Entry(key: key, keyPlace: event.place, value: value))
    }
  }

  private mutating func key(_ event: YAMLEvent) throws(ConfigurationError) -> String {
    guard case .scalar(let scalar) = event.kind else {
      throw error("expected a word as the key; write the key out", event.place)
    }
    try count(1, event.place)
    if scalar.isPlain, scalar.text == "<<" {
      throw error("expected no merge key (<<); write the keys out", event.place)
    }
    let content = try content(of: scalar, event.place)
    if scalar.anchor != nil { _ = keep(Node(content, at: event.place), scalar.anchor) }
    return scalar.text
  }

  private mutating func alias(_ name: String, _ place: Place) throws(ConfigurationError) -> Node {
    guard let node = anchors[name] else {
      throw error(
        "expected an anchor &\(name) that is finished before this place; add it above, or write"
          + " the value out", place)
    }
    try count(node.size, place)
    return node.moved(to: place)
  }

  private mutating func keep(_ node: Node, _ anchor: String?) -> Node {
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func count(_ more: Int, _ place: Place) throws(ConfigurationError) {
    nodes += more
    guard nodes <= Self.maximumNodes else {
      throw error(
        "expected at most \(Self.maximumNodes) values, with aliases written out, found more;"
          + " write less", place)
    }
  }

  private func content(
    of scalar: YAMLEvent.Scalar, _ place: Place
  ) throws(ConfigurationError) -> Node.Content {
    guard let tag = scalar.tag else {
      return scalar.isPlain ? ScalarRules.content(of: scalar.text) : .text(scalar.text)
    }
    guard tag == "!" || tag == "tag:yaml.org,2002:str" else { throw tagError(place) }
    return .text(scalar.text)
  }

  private func refuse(_ tag: String?, _ place: Place) throws(ConfigurationError) {
    if tag != nil { throw tagError(place) }
  }

  private func tagError(_ place: Place) -> ConfigurationError {
    error("expected no tag but !!str; remove the word with the ! in front", place)
  }

  private func error(_ message: String, _ place: Place) -> ConfigurationError {
    ConfigurationError(message, at: place, in: file)
  }
}
