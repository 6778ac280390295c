import Events
import Testing

@Suite struct EventMeaningTests {
  @Test(arguments: [
    (#"{"duration_s":67.2}"#, 67_200_000_000), (#"{"duration_s":197}"#, 197_000_000_000),
    (#"{"duration_seconds":0.5}"#, 500_000_000), (#"{"elapsed_s":1e-9}"#, 1),
    (#"{"duration_ms":1.5}"#, 1_500_000), (#"{"latency_ms":3421}"#, 3_421_000_000),
    (#"{"response_time_ms":0}"#, 0), (#"{"duration":120}"#, 120_000_000),
    (#"{"data":{"duration":240000}}"#, 240_000_000_000),
    (#"{"duration_s":null,"duration_ms":1}"#, 1_000_000),
    (#"{"duration_s":"5","data":{"duration_s":2}}"#, 5_000_000_000),
    (#"{"duration_s":"67.2"}"#, 67_200_000_000), (#"{"duration_ms":"67.2"}"#, 67_200_000),
    (#"{"duration_s":"250ms"}"#, 250_000_000), (#"{"duration":"1.5s"}"#, 1_500_000_000),
    (#"{"duration_s":"1m30s"}"#, 90_000_000_000), (#"{"elapsed_s":" 2 H "}"#, 7_200_000_000_000),
    (#"{"duration_s":"PT1.5S"}"#, 1_500_000_000),
    (#"{"duration_ms":"P1DT2H"}"#, 93_600_000_000_000),
    (#"{"duration_s":"-5s"}"#, -5_000_000_000), (#"{"duration_s":"1,5 s"}"#, 1_500_000_000),
    (#"{"duration_s":"","duration_ms":2}"#, 2_000_000),
    (#"{"duration":1,"duration_s":1}"#, 1_000_000_000), (#"{"duration_s":-1.5}"#, -1_500_000_000),
    (#"{"duration_s":0.0000000005}"#, 1), (#"{"duration_s":9e9}"#, 9_000_000_000_000_000_000),
    (#"{"startTimeUnixNano":"1767312000000000000","endTimeUnixNano":1767312000000000007}"#, 7),
  ])
  func `a duration is read under every spelling and unit`(json: String, nanoseconds: Int64) throws {
    #expect(try event(json).event.duration == Nanoseconds(rawValue: nanoseconds))
  }

  @Test(arguments: [
    (#"{"duration_s":9000000001}"#, Event.DurationReading.invalid),
    (#"{"duration_s":-1e300,"duration_ms":5}"#, .invalid),
    (#"{"duration_s":"soon","duration_ms":5}"#, .unreadable), (#"{"duration_s":""}"#, .absent),
    (#"{"duration_s":"5 parsecs"}"#, .unreadable), (#"{"duration_s":"PT"}"#, .unreadable),
    (#"{"duration_s":"P1M"}"#, .unreadable), (#"{"duration_s":"1e300"}"#, .invalid),
    (#"{"duration_s":{"s":1}}"#, .unreadable), (#"{"duration_s":"s"}"#, .unreadable),
    (#"{"duration_s":true}"#, .unreadable), ("{}", .absent), (#"{"data":[]}"#, .absent),
  ])
  func `an absurd duration is told from none`(
    json: String, reading: Event.DurationReading
  ) throws {
    #expect(try event(json).event.durationReading == reading)
    #expect(try event(json).event.duration == nil)
  }

  @Test(
    arguments: [
      (#"{"result":"odd","status":"ok"}"#, .unknown), (#"{"status":200,"success":true}"#, .unknown),
      (#"{"success":"False"}"#, .failure), (#"{"success":0}"#, .failure),
      (#"{"success":"1"}"#, .success), (#"{"success":2}"#, .unknown),
      (#"{"exit_code":"1"}"#, .failure), (#"{"exit_code":" 0 "}"#, .success),
      (#"{"exit_code":0.5}"#, .unknown), (#"{"is_error":"true"}"#, .failure),
      (#"{"is_error":{}}"#, .unknown), (#"{"status":" ERROR "}"#, .failure),
      (#"{"status":"completed","exit_code":1}"#, .failure),
      (#"{"outcome":"denied","success":true}"#, .blocked), (#"{"status":"pending"}"#, .running),
      (#"{"result":true}"#, .success), (#"{"result":[1]}"#, .unknown), (#"{"error":0}"#, .failure),
      (#"{"event":"issue_complete","status":"odd"}"#, .unknown),
      (#"{"data":{"status":"failed"},"result":"ok"}"#, .failure),
      (#"{"result":"pass"}"#, .success), (#"{"result":"odd","status":"failed"}"#, .failure),
      (#"{"status":"ok","outcome":"partial"}"#, .partial), (#"{"verdict":"no"}"#, .failure),
      (#"{"result":"Pass"}"#, .success), (#"{"success":true,"exit_code":1}"#, .failure),
      (#"{"success":false}"#, .failure), (#"{"exit_code":0}"#, .success),
      (#"{"exit_code":124}"#, .failure), (#"{"is_error":true}"#, .failure),
      (#"{"isError":false}"#, .success), (#"{"error":"boom"}"#, .failure),
      (#"{"error":""}"#, nil), (#"{"error":null}"#, nil), (#"{"error":{}}"#, nil),
      (#"{"error":{"a":1}}"#, .failure), (#"{"error":[ ]}"#, nil), (#"{"error":false}"#, nil),
      (#"{"data":{"result":"skipped"}}"#, .skipped), (#"{"event":"issue_complete"}"#, .success),
      (#"{"event":"state.issue_failed"}"#, .failure),
      (#"{"event":"state.issue_skipped"}"#, .skipped),
      (#"{"event":"parallel.worker_completed","status":"failure"}"#, .failure),
      (#"{"event":"issue_start"}"#, nil), ("{}", nil),
    ] as [(String, Outcome?)])
  func `an outcome is read by word, by flag, by exit code and by name`(
    json: String, outcome: Outcome?
  ) throws {
    #expect(try event(json).event.outcome == outcome)
  }

  @Test func `the raw word of an outcome is kept`() throws {
    #expect(try event(#"{"result":"odd"}"#).event.outcomeWord == "odd")
  }

  @Test(
    arguments: [
      (
        #"{"input_tokens":1,"output_tokens":2,"cache_read_tokens":3,"cache_creation_tokens":4}"#,
        Event.TokenCounts(input: 1, output: 2, cacheRead: 3, cacheCreation: 4)
      ),
      (
        #"{"tokens_prompt":512,"tokens_completion":256}"#,
        Event.TokenCounts(input: 512, output: 256)
      ),
      (
        #"{"message":{"usage":{"input_tokens":9,"cache_read_input_tokens":8}}}"#,
        Event.TokenCounts(input: 9, cacheRead: 8)
      ),
      (#"{"usage":{"completion_tokens":7}}"#, Event.TokenCounts(output: 7)),
      (#"{"gen_ai.usage.cache_read.input_tokens":5}"#, Event.TokenCounts(cacheRead: 5)),
      (#"{"tokens":42}"#, Event.TokenCounts(total: 42)), (#"{"message":"usage"}"#, nil),
      ("{}", nil),
    ] as [(String, Event.TokenCounts?)])
  func `tokens are read under every spelling`(json: String, tokens: Event.TokenCounts?) throws {
    #expect(try event(json).event.tokens == tokens)
  }

  @Test func `cost is the source's own number`() throws {
    #expect(try event(#"{"cost_usd":0.12}"#).event.costUSD == 0.12)
    #expect(try event(#"{"total_cost":3}"#).event.costUSD == 3)
    #expect(try event("{}").event.costUSD == nil)
  }
}
