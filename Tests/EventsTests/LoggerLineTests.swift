import Events
import Testing

/// Lines of the loggers of other ecosystems, as their own documentation shows them.
@Suite struct LoggerLineTests {
  @Test(
    arguments: [
      (
        #"{"level":30,"time":1771063200123,"pid":657,"hostname":"box","msg":"hello"}"#,
        "2026-02-14T10:00:00.123Z", "info", "hello"
      ),
      (
        #"{"name":"app","hostname":"box","pid":1,"level":50,"msg":"boom","time":"2026-02-14T10:00:00.123Z","v":0}"#,
        "2026-02-14T10:00:00.123Z", "error", "boom"
      ),
      (
        #"{"level":"debug","time":1771063200,"message":"zerolog"}"#, "2026-02-14T10:00:00Z",
        "debug", "zerolog"
      ),
      (
        #"{"time":"2026-02-14T11:00:00.5+01:00","level":"WARN","msg":"slog","n":1}"#,
        "2026-02-14T10:00:00.5Z", "WARN", "slog"
      ),
      (
        #"{"@t":"2026-02-14T10:00:00.1234567Z","@mt":"Hello, {Name}","Name":"you"}"#,
        "2026-02-14T10:00:00.1234567Z", nil, "Hello, {Name}"
      ),
      (
        #"{"@t":"2026-02-14T10:00:00Z","@m":"Hello, you","@mt":"Hello, {Name}","@l":"Warning"}"#,
        "2026-02-14T10:00:00Z", "Warning", "Hello, you"
      ),
      (
        #"{"ts":1771063200.25,"level":"info","msg":"zap","caller":"a.go:1"}"#,
        "2026-02-14T10:00:00.25Z", "info", "zap"
      ),
      (#"{"t":1771063200,"severity":"ERROR"}"#, "2026-02-14T10:00:00Z", "ERROR", nil),
      (#"{"eventTime":"2026-02-14T10:00:00Z","msg":""}"#, "2026-02-14T10:00:00Z", nil, nil),
      (
        #"{"startTimeUnixNano":"1771063200000000000","name":"span"}"#, "2026-02-14T10:00:00Z", nil,
        nil
      ),
    ] as [(String, String, String?, String?)])
  func `time, level and message are read`(
    json: String, time: String, level: String?, message: String?
  ) throws {
    let event = try event(json)

    #expect(event.time == Timestamp(time))
    #expect(event.event.level == level)
    #expect(event.event.message == message)
    #expect(event.event.name == nil)
  }

  @Test(
    arguments: [
      (10, "trace"), (20, "debug"), (30, "info"), (40, "warn"), (50, "error"), (60, "fatal"),
      (35, nil), (0, nil), (7, nil),
    ] as [(Int, String?)])
  func `a level that is a number is the word of pino and bunyan`(number: Int, word: String?) throws
  {
    #expect(try event(#"{"level":\#(number)}"#).event.level == word)
  }

  @Test(arguments: ["ts", "timestamp", "@timestamp"])
  func `the time of the record counts before a logger's`(key: String) throws {
    let event = try event(#"{"time":"2026-02-14","t":5,"@t":"2026-02-14","\#(key)":"2026-02-13"}"#)
    #expect(event.time == Timestamp("2026-02-13"))
  }

  @Test(arguments: ["12.5", "0", "-3", "99999999", #""12.5""#, #""7""#])
  func `a small number under time or t is a length or a count, and no instant`(value: String) throws
  {
    for key in ["time", "t"] {
      let (plain, other) = (
        try event(#"{"\#(key)":\#(value)}"#),
        try event(#"{"\#(key)":\#(value),"created_at":"2026-02-13"}"#)
      )
      #expect(plain.time == nil && !plain.isTimed)
      #expect(other.time == Timestamp("2026-02-13"))
    }
    #expect(try event(#"{"ts":\#(value)}"#).time != nil)
  }

  @Test(arguments: ["metadata", "data", "payload"])
  func `inside of an object they may mean anything else`(container: String) throws {
    for key in ["time", "t", "@t", "eventTime"] {
      let event = try event(#"{"\#(container)":{"\#(key)":"noon"}}"#)
      #expect(event.time == nil && !event.event.isTimeUnreadable)
    }
  }
}
