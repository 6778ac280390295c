import TLM

/// Which of the protocol's two forms a request is of.
enum Era: Equatable {
  /// It belongs to a conversation that began with `initialize`.
  case handshake(version: String)
  /// It stands for itself, and says which version it is of.
  case stateless(version: String)

  /// What a request says of itself.
  ///
  /// - Parameter begun: the version that `initialize` agreed on; nil where nobody did.
  init(of request: Message.Request, begun: String?) throws(Fault) {
    switch request.params["_meta"]?[MetaKey.version] {
    case .string(let version)?:
      guard ProtocolVersion.stateless.contains(version) else { throw .version(version) }
      guard case .object? = request.params["_meta"]?[MetaKey.capabilities] else {
        throw .params("params._meta has no \(MetaKey.capabilities), an object")
      }
      self = .stateless(version: version)
    case nil:
      if let begun {
        self = .handshake(version: begun)
      } else if ["initialize", "ping"].contains(request.method) {
        self = .handshake(version: ProtocolVersion.handshake[0])
      } else if request.method == "server/discover" {
        throw .method("server/discover needs params._meta with \(MetaKey.version)")
      } else {
        throw .params(
          "begin with initialize, or say \(MetaKey.version) and \(MetaKey.capabilities) in "
            + "params._meta")
      }
    default: throw .params("\(MetaKey.version) must be a text")
    }
  }

  var version: String {
    switch self {
    case .handshake(let version), .stateless(let version): version
    }
  }

  var isStateless: Bool { if case .stateless = self { true } else { false } }
}
