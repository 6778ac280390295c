import Events
import Telemetry
import TestSupport
import Testing

/// Secrets of which only what stands beside them in a line tells.
@Suite struct RedactedShapesTests {
  private static let secret = "Sup3rS3cret"

  @Test(arguments: [
    // Behind a mark or NULs that who reads the line passes.
    "\u{FEFF}{\"env\":{\"name\":\"DB_PASSWORD\",\"value\":\"Sup3rS3cret\"}}",
    "\u{FEFF}{\"pass\\u0077ord\":\"Sup3rS3cret\",\"a\":[\"--password\",\"Sup3rS3cret\"]}",
    "\0\0\u{FEFF}{\"token\":\"Sup3rS3cret\"}", "\0{\"token\":\"Sup3rS3cret\"}",
    // Arguments in an array.
    #"{"a":["curl","-u","admin:Sup3rS3cret","https://h/"]}"#,
    #"{"a":["/usr/bin/curl","-sSLu","admin:Sup3rS3cret"]}"#,
    #"{"a":["curl","-uadmin:Sup3rS3cret"]}"#, #"{"a":["curl","--user=admin:Sup3rS3cret"]}"#,
    #"{"a":["curl","--proxy-user","admin:Sup3rS3cret"]}"#,
    #"{"a":["docker","login","-u","me","-p","Sup3rS3cret"]}"#,
    #"{"a":["mysql","-u","root","-pSup3rS3cret"]}"#, #"{"a":["redis-cli","-a","Sup3rS3cret"]}"#,
    #"{"a":["sshpass","-p","Sup3rS3cret"]}"#, #"{"a":["mongosh","-p","Sup3rS3cret"]}"#,
    #"{"command":"curl","args":["-u","admin:Sup3rS3cret"]}"#,
    // The same in a text.
    #"{"arguments":"{\"command\":[\"curl\",\"-u\",\"admin:Sup3rS3cret\"]}"}"#,
    #"{"arguments":"{\"command\":[\"curl\",\n  \"-su\",\n  \"admin:Sup3rS3cret\"]}"}"#,
    #"{"log":"{\"a\":\"[\\\"curl\\\",\\\"-u\\\",\\\"admin:Sup3rS3cret\\\"]\"}"}"#,
    #"{"log":"run [\"tool\", \"--password\", \"Sup3rS3cret\"]"}"#,
    // Letters of other options before the one.
    #"{"cmd":"curl -su admin:Sup3rS3cret https://h/"}"#,
    #"{"cmd":"curl -sSLu 'admin:Sup3rS3cret' https://h/"}"#,
    #"{"cmd":"curl -vuadmin:Sup3rS3cret"}"#,
    #"{"cmd":"curl -u 'admin:my Sup3rS3cret' https://h/"}"#, #"{"cmd":"curl -kU a:Sup3rS3cret"}"#,
    #"{"cmd":"mysql -u root -p'Sup3rS3cret' db"}"#,
    #"{"cmd":"mysql -Np'Sup3rS3cret' db"}"#, #"{"cmd":"sshpass -vp Sup3rS3cret ssh h"}"#,
    #"{"cmd":"mongosh -u me -p Sup3rS3cret"}"#, #"{"cmd":"http -a me:Sup3rS3cret :8080"}"#,
    // Pairs, and values that are wrapped.
    #"{"headers":[["accept","a/b"],["x-api-key","Sup3rS3cret"]]}"#,
    #"{"rawHeaders":["Host","h","x-api-key","Sup3rS3cret"]}"#,
    #"{"env":[{"variable":"DB_PASSWORD","value":"Sup3rS3cret"}]}"#,
    #"{"password":{"value":"Sup3rS3cret"}}"#,
    #"{"password":{"sensitive":true,"type":"string","value":"Sup3rS3cret"}}"#,
    #"{"attributes":[{"key":"db.password","value":{"stringValue":"Sup3rS3cret"}}]}"#,
    #"{"key":"api_key","value":{"arrayValue":{"values":[{"stringValue":"Sup3rS3cret"}]}}}"#,
  ])
  func `a secret is hidden by what stands beside it, once and for all`(line: String) {
    let redactor = Redactor()
    var (report, quick, second) = (RedactionReport(), RedactionReport(), RedactionReport())
    let bytes = Array(line.utf8)

    let once = redactor.line(bytes, &report)

    let written = String(decoding: once, as: UTF8.self)
    #expect(!written.contains(Self.secret), "\(written)")
    #expect(written.contains("[redacted:"))
    #expect(redactor.line(once, &second) == once && second.isEmpty)
    #expect(redactor.line(ofJSON: bytes, &quick) == once, "only the close look finds it")
    #expect(report == quick)
  }

  @Test func `what stands before and behind the JSON of a line stays`() {
    var report = RedactionReport()
    let line = Array("\u{FEFF}{\"event\":\"b\",  \"password\":\"hunter2abc\"}\r\n".utf8)

    let written = Redactor().line(line, &report)

    let wanted = "\u{FEFF}{\"event\":\"b\",  \"password\":\"[redacted:password]\"}\r\n"
    #expect(written == Array(wanted.utf8))
  }

  @Test func `tokens are known by their form`() {
    let hexadecimal = String(repeating: "0a1b2c3d", count: 4)
    let long = String(repeating: "aB3_xY-9", count: 8)
    let signature = String(repeating: "aB3/", count: 10) + "xY%3D"
    for (text, wanted) in [
      ("use key-\(hexadecimal) now", "use [redacted:mailgun] now"),
      ("x a1B2c3D4e5F6g7.atlasv1.\(long) y", "x [redacted:terraform] y"),
      (
        "https://a.example/c?sv=1&sig=\(signature)&se=2",
        "https://a.example/c?sv=1&sig=[redacted:azure]&se=2"
      ),
    ] {
      var (report, quick) = (RedactionReport(), RedactionReport())
      let line = Array("{\"t\":\"\(text)\"}".utf8)

      #expect(Redactor().text(text, &report) == wanted)
      #expect(Redactor().line(ofJSON: line, &quick) == Array("{\"t\":\"\(wanted)\"}".utf8))
    }
  }

  @Test(arguments: [
    #"{"required":["password","email"],"fields":["token","value"]}"#,
    #"{"rows":[["token","count"],["password","email"]]}"#,
    #"{"properties":{"password":{"type":"string","description":"of the user"}}}"#,
    #"{"a":["curl","-u","$USER:$PASS"],"b":["tar","-xu","a:b1"]}"#,
    #"{"a":["docker","run","-u","1000:1000","-p","8080:80"]}"#,
    #"{"cmd":"curl -HUser-Agent:foo1 -XPUT http://h:8080/a -o out:1"}"#,
    #"{"code":"option(\"--password\", \"The password to use\")"}"#,
    #"{"code":"flags = [\"--token\", \"-t\"]"}"#,
    #"{"cache":"linux-key-0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d"}"#,
    #"{"key":"count","value":{"stringValue":"Sup3rS3cret"}}"#,
    #"{"headers":["accept: a/b","x-trace: 8a7f0c"]}"#, #"{"url":"https://h/?sig=abc1"}"#,
  ])
  func `what looks a little like one of these stays`(line: String) {
    var report = RedactionReport()

    #expect(Redactor().line(Array(line.utf8), &report) == Array(line.utf8))
    #expect(report.isEmpty, "\(report.counts)")
  }
}
