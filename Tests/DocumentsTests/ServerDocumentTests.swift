import Documents
import TLM
import Testing

@Suite struct ServerDocumentTests {
  @Test func `a server says where it is, and status that there is none`() throws {
    let server: Value = [
      "pid": 42, "http": ["127.0.0.1:4318"], "grpc": [], "socket": .null,
      "started": "2026-05-01T10:00:00.000000Z",
    ]
    let file = "/s/.tlm/serve.token"

    try Golden.check(
      "ServerDocument",
      [
        (
          "served",
          ServerDocument(server: server, tokenFile: file, failures: ["127.0.0.1:4317 is taken"])
            .json
        ),
        ("not served", ServerDocument(server: nil, tokenFile: file).json),
      ])
  }

  @Test func `an append over HTTP says where its lines stand`() throws {
    let receipt = Receipt(
      position: Position(rawValue: 120), end: Position(rawValue: 240), lines: 2,
      durability: .synced)

    try Golden.check("AppendReceiptDocument", AppendReceiptDocument(receipt))
  }
}
