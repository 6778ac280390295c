package import Events

extension Value {
  /// Any encoded value as JSON: what `tlm` shows of a state that does not say how to report it,
  /// and of a projection's parameters.
  ///
  /// Integers beyond 64 bits become text, and dictionaries whose keys are no text become arrays
  /// of keys and values in turn.
  ///
  /// - Throws: `DecodingError` when the bytes are no canonical state.
  package init(canonicalState bytes: [UInt8]) throws {
    self.init(try StateTree(bytes), at: 0)
  }

  private init(_ tree: StateTree, at node: Int) {
    switch tree.nodes[node].tag {
    case StateTag.arrayStart:
      self = .array(tree.children(of: node).map { Value(tree, at: $0) })
    case StateTag.objectStart:
      let children = tree.children(of: node)
      self = .object(
        stride(from: 0, to: children.count - 1, by: 2).map { place in
          Member(tree.text(children[place]) ?? "", Value(tree, at: children[place + 1]))
        })
    case StateTag.some: self.init(tree, at: node + 1)
    case StateTag.integer, StateTag.wide: self.init(integerOf: tree, at: node)
    case StateTag.string: self = .string(tree.text(node) ?? "")
    case StateTag.double: self = tree.double(node).map(Value.double) ?? .null
    case StateTag.float: self = tree.float(node).map { .double(Double($0)) } ?? .null
    default: self = tree.bool(node).map(Value.bool) ?? .null
    }
  }

  private init(integerOf tree: StateTree, at node: Int) {
    if let number = tree.integer(node, as: Int64.self) {
      self = .integer(number)
    } else if let number = tree.integer(node, as: UInt64.self) {
      self = .unsigned(number)
    } else if let number = tree.integer(node, as: Int128.self) {
      self = .string(String(number))
    } else {
      self = .string(tree.integer(node, as: UInt128.self).map(String.init) ?? "")
    }
  }
}

extension StateSink {
  /// Writes any JSON value as the types that it stands for would write themselves.
  func write(json value: Value) {
    switch value {
    case .null: tag(StateTag.null)
    case .bool(let bool): write(bool)
    case .integer(let number): write(Int128(number))
    case .unsigned(let number): write(Int128(number))
    case .double(let number): write(number)
    case .string(let text): write(text)
    case .array(let elements):
      tag(StateTag.arrayStart)
      for element in elements { write(json: element) }
      tag(StateTag.arrayEnd)
    case .object(let members):
      tag(StateTag.objectStart)
      for member in members {
        write(member.name)
        write(json: member.value)
      }
      tag(StateTag.objectEnd)
    }
  }
}
