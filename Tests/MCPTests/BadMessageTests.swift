import MCP
import TLM
import TestSupport
import Testing

struct BadMessageTests {
  static let messages: [(String, Value)] = [
    ("", -32700), ("{", -32700), ("nope", -32700), (#"{"jsonrpc":"2.0""#, -32700),
    ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",}", -32700), ("\u{feff}{}", -32700),
    ("[]", -32600), ("7", -32600), ("null", -32600), ("\"ping\"", -32600),
    (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600), ("{}", -32600),
    (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
    (#"{"id":1,"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
    (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":3}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":7}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"mode"}}"#, -32602),
    (String(repeating: "[", count: 100_000), -32700),
    (
      #"{"jsonrpc":"2.0","id":1,"method":""# + String(repeating: "m", count: 100_000) + "\"}",
      -32602
    ),
  ]

  @Test(arguments: messages.indices)
  func `what is no request is answered with what it is`(index: Int) throws {
    let (message, code) = Self.messages[index]
    var dispatcher = try Spoken(hasStore: false).dispatcher()

    let answer = try dispatcher.say(message)

    #expect(answer?.code == code, "\(message.prefix(80)): \(answer ?? .null)")
    #expect(answer?["jsonrpc"] == "2.0")
    #expect(answer?["id"] != nil)
  }

  @Test func `what needs no answer gets none`() throws {
    var dispatcher = try Spoken(hasStore: false).dispatcher()
    for message in [
      #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
      #"{"jsonrpc":"2.0","method":"no/such/thing","params":[1]}"#,
      #"{"jsonrpc":"2.0","id":4,"result":{}}"#, #"{"jsonrpc":"2.0","id":4,"error":{"code":1}}"#,
    ] {
      #expect(try dispatcher.say(message) == nil, "\(message)")
    }
  }

  @Test func `an id comes back as it was`() throws {
    var dispatcher = try Spoken(hasStore: false).dispatcher()
    for id in ["0", "-7", "18446744073709551615", "\"\"", "\"a\\u0000b\"", "9007199254740993"] {
      let answer = try dispatcher.say("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"ping\"}")
      #expect(answer?["id"] == Value(json: id), "\(id)")
    }
  }

  @Test func `whatever bytes come, the answer is a line of JSON or nothing`() throws {
    let spoken = try Spoken()
    var dispatcher = try spoken.begun()
    let seeds = [
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":{"where":"duration_s > 1","limit":3}}}"#,
      #"{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"record_event","arguments":{"event":"a","fields":{"b":[1,2]}}}}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"resources/read","params":{"uri":"tlm://traces/BUG-1"}}"#,
    ].map { Array($0.utf8) }
    var random = Seeded(7)
    for _ in 0..<3000 {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0 ... .max, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: place)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      guard let answer = dispatcher.answer(bytes) else { continue }
      let value = Value(json: answer)
      #expect(value?["jsonrpc"] == "2.0", "\(String(decoding: bytes, as: UTF8.self))")
      #expect((value?["result"] == nil) != (value?["error"] == nil))
    }
  }
}
