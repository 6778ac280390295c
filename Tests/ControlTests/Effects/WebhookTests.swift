import Control
import Events
import Journal
import TestSupport
import Testing

@Suite struct WebhookTests {
  /// A server that writes down what it gets, each request a line, and answers by the path.
  private static let server = """
    import http.server, json, sys, threading
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers['Content-Length'])).decode()
            line = json.dumps([self.path, self.headers['Content-Type'], body], separators=(',', ':'))
            with open(sys.argv[1], 'a') as file:
                file.write(line + '\\n')
            if self.path.startswith('/slow'):
                threading.Event().wait(60)
            self.send_response({'/broken': 500, '/moved': 302}.get(self.path, 200))
            self.send_header('Location', '/elsewhere')
            self.end_headers()
        def log_message(self, *words):
            pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  private let scratch = Scratch()

  private func serve() throws -> (Child, port: String, got: String) {
    let got = scratch.path + "/got"
    let child = try Child(["python3", "-c", Self.server, got])
    return (child, try #require(try child.line()), got)
  }

  @Test func `it posts the transition once`() throws {
    let (server, port, got) = try serve()
    defer { server.finish() }
    let address = "http://ada:secret@127.0.0.1:\(port)/hook?token={x}&b=[1-3]"
    let scene = try EffectScene(["{webhook: '\(address)'}"])
    var turns = try scene.turns()
    try scene.load(95)
    try scene.settle(&turns, ended: 1)

    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["done"], "\(ended)")
    #expect(ended[0].effect == "webhook http://127.0.0.1:\(port)/hook")
    let transition = try #require(
      try scene.log.lines().first { $0.contains("\"event\":\"mode_transition\"") })
    let body = Value.string(transition)
    var expected = JSONWriter()
    expected.write(
      .array([.string("/hook?token={x}&b=[1-3]"), .string("application/json"), body]))
    let requests = try Disk.text(got).split(separator: "\n")
    #expect(requests.map(String.init) == [String(decoding: expected.bytes, as: UTF8.self)])
    #expect(!(try scene.log.lines().contains { $0.contains("secret") || $0.contains("token") }))
  }

  @Test func `what went wrong is told, and nothing secret with it`() throws {
    let (server, port, got) = try serve()
    defer { server.finish() }
    let base = "http://ada:secret@127.0.0.1:\(port)"
    let scene = try EffectScene([
      "{webhook: '\(base)/broken'}", "{webhook: '\(base)/moved'}",
      "{webhook: '\(base)/slow', timeout_seconds: 0.5}",
      "{webhook: 'http://ada:secret@127.0.0.1:1/x?token=1', timeout_seconds: 20}",
      "{webhook: \"http://127.0.0.1:\(port)/\\nurl = x\"}",
    ])
    var turns = try scene.turns()
    try scene.load(95)
    try scene.settle(&turns, ended: 5)

    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["failed", "failed", "timed_out", "failed", "failed"])
    #expect(ended[0].error?.contains("500") ?? false, "\(ended)")
    #expect(
      ended[1].error == "it answered 302, which leads elsewhere and is not followed; write the"
        + " address that it leads to")
    #expect(ended[2].error == "no answer within 0.5 s")
    #expect(ended[3].error?.contains("127.0.0.1") ?? false, "\(ended)")
    #expect(ended[4].error?.hasPrefix("the address has a space or a control character") ?? false)
    #expect(!(try scene.log.lines().contains { $0.contains("secret") || $0.contains("token") }))
    #expect(try Disk.text(got).split(separator: "\n").count == 3)
  }
}
