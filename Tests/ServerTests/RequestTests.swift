import Analysis
import Testing

@testable import Server

@Suite struct RequestTests {
  private func read(_ target: String) -> RequestHead? {
    RequestHead(method: "get", target: target, headers: HeaderFields(), peer: .loopback)
  }

  @Test func `An address is its words, decoded`() throws {
    let head = try #require(read("/v1//trace/a%20b?since=7d&x=a+b&y=%C3%A4&flag"))

    #expect(head.method == "GET")
    #expect(head.path == ["v1", "trace", "a b"])
    #expect(head["since"] == "7d")
    #expect(head["x"] == "a b")
    #expect(head["y"] == "ä")
    #expect(head["flag"] == "")
  }

  @Test(arguments: [
    "/../etc", "/%2e%2e/etc", "/a/./b", "/%", "/%zz", "/%00", "/%ff", "/?x=%f", "no", "",
    "http://x/",
  ])
  func `An address that leads elsewhere or is unreadable is none`(_ target: String) {
    #expect(read(target) == nil)
  }

  @Test func `An address that is too long is none`() {
    #expect(read("/" + String(repeating: "a", count: RequestHead.longestTarget)) == nil)
  }

  @Test(arguments: ["a b", "ä/ö?&=%", "", "plain-._~9", "\r\nX: y"])
  func `A text is the same once it was in an address`(_ text: String) {
    let encoded = PercentText.encoded(text)

    #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
    #expect(PercentText.decoded(encoded) == text)
  }

  @Test func `A route's path gives what its names stand for`() {
    let path: RoutePath = "/v1/projections/{name}/stream"

    #expect(path.names == ["name"])
    #expect(path.parameters(in: ["v1", "projections", "x", "stream"]) == ["name": "x"])
    #expect(path.parameters(in: ["v1", "projections", "x"]) == nil)
    #expect(path.parameters(in: ["v1", "projections", "x", "y"]) == nil)
  }

  @Test(arguments: [
    ("127.0.0.1:4318", "127.0.0.1:4318"), (":0", "127.0.0.1:0"), ("4318", "127.0.0.1:4318"),
    ("[::1]:80", "[::1]:80"), ("localhost:1", "localhost:1"),
  ])
  func `A place to listen is read`(_ text: String, _ read: String) {
    #expect(ListenAddress(text)?.description == read)
  }

  @Test(arguments: ["", "x", "1:2:3", "127.0.0.1:65536", "127.0.0.1:-1", "a b:1", "/s:1", "h:+1"])
  func `What is no place to listen is not`(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test func `Only this machine's addresses are its own`() {
    for host in ["127.0.0.1", "127.9.9.9", "::1", "localhost"] {
      #expect(ListenAddress(host: host, port: 1).isLoopback)
    }
    for host in ["0.0.0.0", "::", "192.0.2.1", "127.evil.example"] {
      #expect(!ListenAddress(host: host, port: 1).isLoopback)
    }
  }

  @Test func `Sockets that were opened before are those of this process`() {
    func sockets(_ variables: [String: String]) -> [Int32] {
      InheritedSockets(variable: { variables[$0] }, process: 7, isSocket: { $0 != 4 }).all
        .map(\.number)
    }

    #expect(sockets(["LISTEN_PID": "7", "LISTEN_FDS": "3"]) == [3, 5])
    #expect(sockets(["LISTEN_PID": "8", "LISTEN_FDS": "3"]) == [])
    #expect(sockets(["LISTEN_PID": "7", "LISTEN_FDS": "-1"]) == [])
    #expect(sockets(["LISTEN_FDS": "1"]) == [])
  }
}
