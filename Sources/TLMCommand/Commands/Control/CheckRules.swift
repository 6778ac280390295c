import ArgumentParser
import Documents
import TLM

/// `tlm control check`: whether a rule file can be used.
struct CheckRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Whether a rule file can be used: its modes, edges, sensors and rules.",
    discussion: """
      Every mistake is named as FILE:LINE:COLUMN, and so is what looks like a slip and is allowed. \
      Conditions may name the shipped sensors and, with a store, those of its config.yaml. It ends \
      with 1 if there is a mistake, and with 2 if the file cannot be read.

      Examples:
        tlm control check rules.yaml
        tlm control check rules.yaml --json | jq '.mistakes[] | {line, message}'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The rule file.")
  var file: String

  func run() throws {
    let bytes = try Rules.contents(of: file)
    let sensors = SensorDirectory(of: try sensors().definitions)
    let output = Output()
    do throws(ConfigurationError) {
      let policy = try Policy(yaml: bytes, file: file, sensors: sensors)
      if format.json {
        output.json(RuleCheckDocument(policy))
      } else {
        output.show(RulesView.lines(of: policy, file))
      }
    } catch {
      if format.json {
        output.json(RuleCheckDocument(error))
      } else {
        output.show(error.mistakes.map { SafeText.of($0.description) })
      }
      output.flush()
      throw Failure.nothingFound
    }
  }

  /// Those of the store; without one, those that ship.
  private func sensors() throws -> SensorTable {
    let store: Store
    do throws(JournalError) { store = try Store.open(at: self.store.location) } catch {
      if error.code == .noStore && self.store.store == nil { return SensorTable(SensorMetrics()) }
      throw error
    }
    return SensorTable(try store.sensorMetrics())
  }
}
