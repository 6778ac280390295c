/// Who may do what: every request is held against it before its body is read.
package struct Access: Sendable {
  /// Reads and changes.
  private let token: Token
  /// What browsers keep of it: of no use to the next server.
  private let cookie = Token.random()
  private let cookieName: String
  /// Approvals; nil where nobody can give any here.
  private let approvals: Token?
  /// Whether reading takes no token.
  private let readsAreOpen: Bool
  private let hosts: HostNames

  package init(
    token: Token, approvals: Token?, readsAreOpen: Bool, hosts: HostNames, storeID: String
  ) {
    (self.token, self.approvals, self.readsAreOpen) = (token, approvals, readsAreOpen)
    self.hosts = hosts
    // Cookies do not tell ports apart: two stores' servers must not take each other's away.
    cookieName = "tlm_" + storeID.prefix(8)
  }

  /// Why a request is not let in; nil where it is.
  package func refusal(of head: RequestHead, for permission: Permission) -> Response? {
    if head.peer != .socket, let refusal = hosts.refusal(of: head) { return refusal }
    switch permission {
    case .look: return nil
    case .tell where head.peer != .elsewhere: return nil
    case .read where readsAreOpen && head.peer != .elsewhere: return nil
    case .tell, .read, .change: return isKnown(head) ? nil : Self.unknown
    case .approve: return approvalRefusal(of: head)
    }
  }

  /// What makes a browser keep what lets it in, for a request that shows the token in its address.
  package func cookie(for head: RequestHead) -> String? {
    guard let shown = head["token"], token.matches(shown) else { return nil }
    return "\(cookieName)=\(cookie.text); Path=/; HttpOnly; SameSite=Strict"
  }

  private func isKnown(_ head: RequestHead) -> Bool {
    if head.peer == .socket { return true }
    if let shown = Self.bearer(of: head), token.matches(shown) { return true }
    if let shown = head.headers.cookie(cookieName), cookie.matches(shown) { return true }
    // An address is no place for a secret where something is changed: it stands in histories.
    return head.method == "GET" && head["token"].map(token.matches) ?? false
  }

  private func approvalRefusal(of head: RequestHead) -> Response? {
    guard let approvals else {
      return Response(
        refusal: 403, "forbidden",
        "nobody approves over this server: begin it with tlm serve --approvals at a terminal, or "
          + "use tlm mode approve")
    }
    guard let shown = Self.bearer(of: head), approvals.matches(shown) else {
      return Response(
        refusal: 403, "forbidden",
        "this takes the approvals' token, which the server printed once to its terminal: send it as "
          + "Authorization: Bearer TOKEN")
    }
    return nil
  }

  private static let unknown: Response = {
    var response = Response(
      refusal: 401, "unauthorized",
      "this takes the server's token: send Authorization: Bearer TOKEN (tlm serve status --json names "
        + "the file that it is in)")
    response.headers["www-authenticate"] = "Bearer realm=\"tlm\""
    return response
  }()

  package static func bearer(of head: RequestHead) -> String? {
    guard let field = head.headers["authorization"] else { return nil }
    let parts = field.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return HeaderFields.trimmed(parts[1])
  }
}
