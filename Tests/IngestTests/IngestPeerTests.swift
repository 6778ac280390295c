import Events
import TestSupport
import Testing

@testable import Ingest
@testable import OTLP

/// Requests that OpenTelemetry's own classes make.
@Suite(.enabled(if: Classes.areThere, Classes.reason)) struct IngestPeerTests {
  @Test func `what the classes write is in the log once, the same from both forms`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    let (binary, text, both) = (try Receiver(), try Receiver(), try Receiver())

    for request in try Classes.requests(seed: seed, count: 300) {
      let signal = try #require(request["signal"]?.text.flatMap(OTLPSignal.init))
      let items = request["items"]?.elements.count ?? 0
      let bytes = try #require(request["protobuf"]?.text.flatMap { Base64.bytes($0.utf8) })
      let json = request["json"]?.text ?? ""

      let answers = [
        take(binary, signal, bytes), text.take(signal, json: json), take(both, signal, bytes),
        both.take(signal, json: json),
      ]

      #expect(answers.allSatisfy { $0.status == 200 && $0.rejected == 0 }, "\(answers[1].text)")
      #expect(answers.map(\.appended) == [items, items, items, 0], "\(json)")
      #expect(answers[3].known == items, "\(json)")
    }
    let lines = try binary.log.eventLines()
    #expect(try lines == text.log.eventLines())
    #expect(try lines == both.log.eventLines())
    #expect(lines.count > 300)
  }

  @Test func `each is called what the classes called it, and says what they said`() throws {
    let receiver = try Receiver()
    let requests = try Classes.requests(seed: 11, count: 100)

    for request in requests {
      let signal = try #require(request["signal"]?.text.flatMap(OTLPSignal.init))
      receiver.take(signal, json: request["json"]?.text ?? "")
    }

    let names = try receiver.events().map { $0["event"]?.text }
    #expect(names == requests.flatMap { $0["items"]?.elements ?? [] }.map(\.text))
    #expect(try receiver.events().allSatisfy { ["api", "worker"].contains($0["tool"]) })
  }

  private func take(
    _ receiver: Receiver, _ signal: OTLPSignal, _ bytes: [UInt8]
  ) -> OTLPIngest.Answer {
    receiver.ingest.take(
      signal, contentType: "application/x-protobuf", contentEncoding: nil, body: bytes)
  }
}

/// Python with OpenTelemetry's classes.
enum Classes {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  private static let python = root + "/.build-peers/venv/bin/python"

  /// Whether they are there; scripts/peers.sh gets them.
  static let areThere: Bool = {
    let words = ["-c", "import opentelemetry.proto.logs.v1.logs_pb2"]
    // Where it cannot even be started, it is not there.
    return (try? Command.run(python, words, environment: [:], in: "/"))?.code == 0
  }()

  /// Why a test that needs them is skipped.
  static let reason: Comment =
    "SKIPPED: no OpenTelemetry in .build-peers; run scripts/peers.sh where PyPI is reachable"

  static func requests(seed: UInt64, count: Int) throws -> [Value] {
    let result = try Command.run(
      python, [root + "/Tests/Peers/otlp_requests.py", String(seed), String(count)],
      environment: [:], in: "/")
    guard result.code == 0 else { throw Command.Failure(description: result.errors) }
    return result.lines.compactMap { Value(json: $0) }
  }
}
