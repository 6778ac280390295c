import Testing

@testable import Server

@Suite struct AccessTests {
  private let token = Token.random()

  private func access(
    approvals: Token? = nil, readsAreOpen: Bool = false, listening: String? = nil
  ) -> Access {
    Access(
      token: token, approvals: approvals, readsAreOpen: readsAreOpen,
      hosts: HostNames(listening: listening), storeID: "0123456789")
  }

  private func head(
    _ method: String = "GET", _ target: String = "/v1/query", host: String? = "127.0.0.1:4318",
    peer: RequestHead.Peer = .loopback, with fields: (String, String)...
  ) throws -> RequestHead {
    let fields = fields + (host.map { [("Host", $0)] } ?? [])
    return try #require(
      RequestHead(method: method, target: target, headers: HeaderFields(fields), peer: peer))
  }

  private func status(
    _ access: Access, _ head: RequestHead, _ permission: Permission
  ) -> Int? { access.refusal(of: head, for: permission)?.status }

  @Test func `Reading takes the token, and telling does not`() throws {
    let access = access()

    #expect(status(access, try head(), .read) == 401)
    #expect(status(access, try head(), .tell) == nil)
    #expect(status(access, try head(), .look) == nil)
    let bearer = try head("GET", with: ("Authorization", "Bearer \(token.text)"))
    #expect(status(access, bearer, .read) == nil)
    #expect(status(access, bearer, .change) == nil)
    #expect(
      status(access, try head("GET", with: ("Authorization", "Basic \(token.text)")), .read) == 401)
  }

  @Test func `From elsewhere everything but a look takes the token, whatever is open here`() throws
  {
    let access = access(readsAreOpen: true, listening: "192.0.2.1")
    let stranger = try head("POST", host: "192.0.2.1:4318", peer: .elsewhere)

    #expect(status(access, stranger, .tell) == 401)
    #expect(status(access, stranger, .read) == 401)
    #expect(status(access, stranger, .look) == nil)
    #expect(status(access, try head(), .read) == nil)
  }

  @Test func `No token but the approvals' own approves, not even by the owner's socket`() throws {
    let approvals = Token.random()
    let bearer = try head("POST", with: ("Authorization", "Bearer \(token.text)"))
    let right = try head("POST", with: ("Authorization", "Bearer \(approvals.text)"))

    #expect(status(access(), bearer, .approve) == 403)
    #expect(status(access(approvals: approvals), bearer, .approve) == 403)
    #expect(status(access(approvals: approvals), try head(peer: .socket), .approve) == 403)
    #expect(status(access(approvals: approvals), right, .approve) == nil)
    #expect(status(access(approvals: approvals, readsAreOpen: true), try head(), .approve) == 403)
    // Who may approve may not read by that alone.
    #expect(status(access(approvals: approvals), right, .read) == 401)
  }

  @Test func `A name that is led here is not this server's`() throws {
    let access = access(readsAreOpen: true)

    for host in ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:4318"] {
      #expect(status(access, try head(host: host), .look) == 421)
    }
    #expect(status(access, try head(host: nil), .look) == 421)
    for host in ["localhost", "LOCALHOST:1", "[::1]:4318", "127.0.0.1"] {
      #expect(status(access, try head(host: host), .read) == nil)
    }
  }

  @Test func `A page of another site may not ask`() throws {
    let access = access(readsAreOpen: true)

    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", "file://", "https://x/y"] {
      #expect(status(access, try head("POST", with: ("Origin", origin)), .tell) == 403)
    }
    #expect(
      status(access, try head("POST", with: ("Origin", "http://127.0.0.1:4318")), .tell) == nil)
  }

  @Test func `The token in an address becomes a cookie, and changes nothing by itself`() throws {
    let access = access()
    let shown = try head("GET", "/?token=\(token.text)")

    let cookie = try #require(access.cookie(for: shown))

    let pair = String(cookie.prefix { $0 != ";" })
    #expect(!cookie.contains(token.text))
    #expect(status(access, try head("GET", with: ("Cookie", "x=1; \(pair)")), .read) == nil)
    #expect(status(access, try head("POST", "/?token=\(token.text)"), .change) == 401)
    #expect(access.cookie(for: try head("GET", "/?token=no")) == nil)
  }
}
