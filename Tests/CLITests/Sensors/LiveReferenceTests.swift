import Sensors
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A live watch in one process, producers of three kinds in others, `tlm sensors get` in one more:
/// every sensor against the calculation in Python over what stands in the log by then.
@Suite struct LiveReferenceTests {
  /// A real log, and an hour of all events that ends now, by append, by emit and by strangers.
  private static let producers = """
    set -e
    python3 \(Reference.folder)/sensor_day.py 6000 hour.jsonl \
      --seed "$SEED" --begin $(($(date +%s) - 3500)) --length 3500
    python3 \(Reference.folder)/sensor_day.py 40 now.jsonl --seed $((SEED + 1))
    python3 - <<'END' > emit.sh
    import json, shlex
    for line in open("now.jsonl"):
        event = json.loads(line)
        event.pop("ts", None)
        words = ["%s:=%s" % (key, json.dumps(value)) for key, value in event.items() if key != "event"]
        print("tlm emit", event["event"], " ".join(map(shlex.quote, words)))
    END
    split -l 300 hour.jsonl part-
    tlm append \(Files.package)/Tests/Data/structlog/current.jsonl
    (for part in part-?[a-m]; do tlm append < $part; done) &
    (for part in part-?[n-z]; do cat $part >> .tlm/in.jsonl; sleep 0.02; done) &
    . ./emit.sh
    wait
    """

  @Test func `every sensor is right to the digit while the log grows from three sides`() throws {
    let sandbox = try Sandbox()
    // A control loop would put its own count of rules on the board, for which Python has no rules.
    let watch = try sandbox.start("watch", "--sample", "off", "--no-control")
    let seed = Int(randomSeed() % 1_000_000)
    print("TLM_SEED=\(seed)")

    let made = try sandbox.shell("SEED=\(seed); \(Self.producers)")
    try #require(made.code == 0, "\(made.errors)")

    let names = SensorCatalog.shipped.map(\.id)
    let shown = try document(sandbox, names, from: "board")
    let live = try differences(shown, sandbox)
    #expect(live.isEmpty, "\(live)")
    #expect(try sandbox.tlm("sensors", "get", "safety_tool_calls_total").code == 0)
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)
    let folded = try document(sandbox, names, from: "log")
    let kept = try differences(folded, sandbox)
    #expect(kept.isEmpty, "\(kept)")
    // Of a day that nobody counts there is nothing to compare.
    #expect((6_000...8_000).contains(try EventLog.open(sandbox.store).eventLines().count))
    #expect(names.count { folded["sensors"]?[$0]?["value"] != .null } >= names.count - 2)
  }

  /// What sensors say, once that is off the board, or folded.
  private func document(_ sandbox: Sandbox, _ names: [String], from source: String) throws -> Value
  {
    try eventually("what sensors say from the \(source)") {
      let said = try json(sandbox.tlm(["sensors", "get"] + names + ["--json"]).output)
      // Not `nil`, which a value can be.
      return said["source"]?.text == source ? said : .none
    }
  }

  /// The sensors of which Python says something else, from the same bytes at the same time.
  private func differences(_ document: Value, _ sandbox: Sandbox) throws -> [String] {
    let through = try #require(document["through"]?.integer)
    let log = try Disk.bytes(sandbox.store + "/log/00000000000000000000.jsonl")
    let lines = log.prefix(Int(through))
    try Disk.write(sandbox.path + "/log.jsonl", Array(lines))
    let count = lines.count { $0 == UInt8(ascii: "\n") }
    let time = try #require(document["at"]?.text)
    let asked = try sandbox.shell(
      "python3 \(Reference.folder)/sensors.py log.jsonl --at \(count):\(time)")
    try #require(asked.code == 0, "\(asked.errors)")
    let right = try json(asked.output).elements[0]["sensors"]
    return SensorCatalog.shipped.flatMap { sensor in
      let (own, other) = (document["sensors"]?[sensor.id], right?[sensor.id])
      return ["value", "unit", "kind", "time", "stale"].filter { own?[$0] != other?[$0] }.map {
        "\(sensor.id) \($0): \(String(describing: own?[$0])), \(String(describing: other?[$0]))"
      }
    }
  }
}
