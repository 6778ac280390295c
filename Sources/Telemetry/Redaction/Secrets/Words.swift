/// Words that stand where a secret could and are none.
enum Words {
  /// Values that say that there is none, or of what type one is.
  static let values: Set<String> = [
    "null", "nil", "none", "undefined", "nan", "true", "false", "yes", "no", "on", "off", "empty",
    "required", "optional", "string", "str", "text", "varchar", "char", "bytes", "byte", "data",
    "int", "integer", "number", "bool", "boolean", "any", "object", "array", "list", "dict", "map",
    "hidden", "redacted", "masked", "removed", "censored", "secretstr", "unknown", "default",
    "invalid", "missing", "incorrect", "wrong", "expired", "valid", "ok", "set", "unset", "failed",
    "void", "self", "this", "await", "async", "new", "function", "lambda", "const", "let", "var",
    "return", "throw", "break", "continue", "else", "encrypted", "hashed", "never", "file", "env",
    "environment", "keychain", "vault", "prompt",
  ]

  /// The word for a secret itself.
  static let secrets: Set<String> = [
    "password", "passwd", "passphrase", "pwd", "pass", "secret", "secrets", "token", "apikey",
    "cookie", "cookies", "authorization", "credential", "credentials",
  ]

  /// Words of which sentences are made, and passwords hardly ever.
  static let prose: Set<String> = [
    "a", "an", "the", "is", "are", "was", "were", "be", "been", "being", "to", "for", "from", "of",
    "in", "into", "on", "at", "by", "with", "without", "as", "or", "and", "but", "not", "if",
    "when",
    "while", "must", "should", "shall", "can", "cannot", "could", "may", "might", "will", "would",
    "has", "have", "had", "does", "do", "did", "it", "its", "this", "that", "these", "those", "you",
    "your", "yours", "we", "our", "they", "their", "he", "she", "his", "her", "which", "what",
    "who",
    "where", "how", "why", "use", "used", "uses", "using", "see", "only", "also", "then", "than",
    "so", "because", "before", "after", "until", "during", "please", "enter", "option", "flag",
    "argument", "parameter", "value", "values", "field", "header", "characters", "least", "most",
    "each", "every", "all", "some", "no", "never", "always", "via", "per", "about", "like", "such",
    "stored", "found", "followed", "instead", "means", "needs", "works", "and/or", "either", "both",
    "oauth", "oauth2", "base64", "utf8", "utf-8", "sha256", "sha-256", "sha1", "md5", "bcrypt",
    "argon2", "x509", "2fa", "jwt", "basic", "bearer", "digest", "user", "keep", "password",
    "passwords", "token", "tokens", "authentication", "auth", "scheme", "credentials", "realm",
  ]

  /// What is said before the name of something that is wrong.
  static let faults: Set<String> = [
    "unexpected", "invalid", "missing", "illegal", "unknown", "bad", "unrecognized", "expected",
    "unterminated", "stray", "next", "first", "last", "current",
  ]

  /// What values are members of in programs.
  static let heads: Set<String> = [
    "os", "process", "self", "this", "req", "request", "config", "settings", "env", "args",
    "options",
    "opts", "secrets", "vars", "ctx", "context", "data", "params", "user", "response", "res", "row",
    "event", "state", "props", "module", "var", "local", "each", "std", "system", "environment",
    "github", "inputs", "steps", "values", "app", "session", "body", "client", "credentials",
    "auth",
    "cfg", "conf", "flags", "input", "result", "account", "db", "form", "item", "obj", "payload",
  ]
}
