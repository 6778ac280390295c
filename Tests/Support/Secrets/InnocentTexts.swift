/// Texts that look a little like secrets and are none.
package enum InnocentTexts {
  /// As people and programs write them.
  package static let written = [
    // Ids and sums.
    "550e8400-e29b-41d4-a716-446655440000", "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709", "commit dd313e8 (HEAD -> main)",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "sha512-9NET910DNaIPngYnLLPeg+Ogzqsi9uM4mSboU5y6p8S5DzMTVEsJZrawi+BoDNUVBa2DhJqQYUFvMDfgU062LQ==",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "req_011CSHoEeqs5C35K2UUqR7Fy",
    "toolu_01A09q90qw90lq917835lq9", "msg_01XFDUDYJgAACzvnptvVoYEL", "chatcmpl-AbC123dEf456",
    "run_20260213T100000Z-agent-1a2b3c4d", "arn:aws:iam::123456789012:role/deploy-role",
    "i-0abcd1234efgh5678", "ghcr.io/org/image@sha256:0123456789abcdef", "e-mail",
    "v1.2.3-rc.4+build.5",
    // Paths and addresses.
    "/home/me/project/Sources/Telemetry/Redaction/SecretScanner.swift",
    "/usr/lib/x86_64-linux-gnu/libsimdjson.so.26", "C:\\Users\\me\\AppData\\Local\\Temp\\x.txt",
    "https://example.com/a/b?page=2&sort=asc#top", "http://localhost:8080/a@b",
    "https://medium.com/@someone/a-post-1a2b3c4d5e6f", "git@github.com:org/repo.git",
    "ssh://git@github.com/org/repo.git", "https://github.com/org/repo/commit/da39a3ee5e6b4b0d",
    "postgres://localhost:5432/db", "postgres://${DB_USER}:${DB_PASSWORD}@host/db",
    "redis://cache:6379",
    "PWD=/home/me/project", "pwd: /home/me", "cd $OLDPWD && pwd", "file:///etc/hosts",
    "s3://bucket/path/to/key.json", "docker run -p 8080:80 -v /a:/b image", "user@host:/path",
    // Prose about secrets.
    "password: ", "password:", "Password: ********", "Enter password:", "The password is required.",
    "password: must be at least 8 characters", "Password: 8 characters or more",
    "Use a Bearer token in the Authorization header.", "Bearer authentication is used",
    "Authorization: Bearer <token>", "Authorization: Bearer $TOKEN",
    "Authorization: Bearer ${TOKEN}",
    "the Authorization: header must be set", "Bearer tokens are described in RFC6750",
    "token: the id of a user", "secret: see the vault", "your API key is wrong",
    "invalid token: eof",
    "SyntaxError: Unexpected token: punc (.)", "Unexpected token } in JSON at position 42",
    "set the password with --password", "--password PASSWORD", "pass --token to the command",
    "the --token option is required", "use --api-key to authenticate", "Basic authentication",
    "cookies: see the policy", "Cookie policy", "the secret sauce", "keep it a secret: really",
    "-----BEGIN PRIVATE KEY----- marks the beginning of a key",
    "look for -----BEGIN RSA PRIVATE KEY----- and -----END RSA PRIVATE KEY----- in it",
    "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----",
    "the password is required", "the password was wrong", "the token is expired",
    "a token is needed",
    "the API key is missing", "change the password to something better",
    "the password is too short",
    "the password 8 characters long", "token 550e8400-e29b-41d4-a716-446655440000 was revoked",
    "the token da39a3ee5e6b4b0d3255bfef95601890afd80709 names a commit", "token RFC6750 v1.2.3",
    "secret db-prod-2 of namespace web-7", "the secret config2.yaml is mounted",
    "API key number 17",
    "a token 2026-02-13T10:00:00Z ago", "unexpected token abc123def456ghi7",
    "next token x9y8z7w6v5u4",
    "read the secret s3://bucket2/key1", "the key ed25519abcdef01 is public",
    "password sha256 bcrypt",
    "the token is base64 encoded", "token count 4096", "the password is hashed with argon2",
    "\"auth\": \"none\"", "auth=oauth2", "--auth basic", "\"auth\": \"c2ltcGxl\"",
    "certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURkekNDQWw",
    "[\"-----BEGIN CERTIFICATE-----\",\"MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUF\"]",
    "connect(password: userPassword, token: apiToken)", "connect(password=userPassword)",
    "let password = userPassword", "options.password = userPassword;",
    // Words with the beginnings of tokens in them.
    "task-list", "risk-averse", "desk-bound-and-mask-wearing-people-2024", "sk-learn", "sk-",
    "disk-usage-of-the-whole-machine", "ghp_short", "AKIA", "AKIAlowercaseafterit", "eyJ", "xoxb",
    "eyJhbGciOiJIUzI1NiJ9", "npm_config_registry", "npm_lifecycle_event=test", "hf_hub_download",
    "secret_santa", "SK", "SKU12345", "r8_", "AIzawa", "glpat", "key-value",
    "ask-me-anything-12345",
    "sk-some-branch-name-for-2024-release", "SG.", "hvs.", "dapi_version", "gsk_", "xai-org/grok",
    // Counts and settings.
    "input_tokens=1200 output_tokens=300", "max_tokens: 4096", "token_count=17", "tokens: 100",
    "cache_read_tokens: 5", "token=42", "total_tokens 4711", "next_token: abc123def456ghi789",
    "page_token=CAUQAA", "password_length=12", "secret_name=db/prod", "token_type: bearer",
    "token_endpoint=https://example.com/token", "passwords: 3 changed", "password_policy: strict",
    "pass: 12, fail: 0", "pass=true", "pass: dead-code-elimination", "primary_key=id", "key=value",
    "public_key: ssh-ed25519", "cache_key=linux-swift-6.3-abc123", "idempotency_key=order-17",
    "keyboard: us", "monkey: banana", "author: me", "author=someone", "sort_key: created_at",
    // Code.
    "let token = try await fetchToken(for: user)", "password = input('Password: ')",
    "token = os.environ[\"API_TOKEN\"]", "const token = process.env.TOKEN;",
    "login(user=user, password=password)", "connect(password: password, token: token)",
    "func login(password: String, token: Token?) async throws", "password: str", "token?: string;",
    "password: Optional[str] = None", "if password == stored { return }", "api_key=api_key",
    "self.token = token", "token = self._token", "password=user.password",
    "secret=secrets.DB_SECRET",
    "token: ${{ secrets.GITHUB_TOKEN }}", "TOKEN=$(gh auth token)", "API_KEY=$API_KEY make",
    "PASSWORD=\"${PASSWORD:?}\"", "api_key: YOUR_API_KEY", "password: <your password>",
    "password = null", "\"password\": null", "\"token\": 17", "\"password\": \"\"",
    "'password': None",
    "{\"password\":{\"type\":\"string\"}}", "password VARCHAR(255) NOT NULL", "WHERE password = ?",
    "token::Kind", "Token::Ident", "std::string token;", "return token != nil",
    "password => :password",
    "token := lexer.Next()", "export const secret = getSecret()", "case .token: return",
    "api_key = config.api_key", "private key", "cookie: string", "type: token", "auth: none",
    "grep -rn \"password\" src | wc -l", "git log --oneline -n 5", "swift build -c release",
    "curl -u $USER:$PASS https://example.com", "curl -s https://example.com/install.sh | sh",
    "mysql -u root -p", "docker run -u 1000:1000 image", "ls -la", "make -j2",
    "psql -h localhost -U me",
    // Other things with signs.
    "a=b=c", "x: y: z", "10:15:30", "2026-02-13T10:00:00.123456Z", "1.5e-10", "50%", "100%3D",
    "::1",
    "fe80::1%eth0", "[::]:8080", "$HOME", "~/.ssh/config", "…", "größer als 10 µs — ok ✅",
    "日本語: テスト",
    "\u{1B}[31merror\u{1B}[0m: not found", "\\n\\t\\\\", "{\"a\":1}", "[1,2,3]",
    "<div class=\"x\">",
    "data:image/png;base64,iVBORw0KGgo=", "Content-Type: application/json", "X-Request-Id: 8a7f0c",
    "ETag: \"33a64df551425fcc55e4d42a148795d9f25f89d4\"", "phone: +49 30 123456", "a@b", "@mention",
    "Co-authored-by: A Person <person@example.com>", "npm ERR! code ELIFECYCLE",
  ]

  /// As machines make them, each time others.
  package static func drawn(_ dice: inout Seeded) -> [String] {
    var texts: [String] = []
    for _ in 0..<20 {
      let long = (0..<8).map { _ in dice.hexadecimal }.joined()
      let image = base64(600, &dice)
      texts.append(String(long.prefix(40)))
      texts.append("sha256:\(long.prefix(64))")
      texts.append("trace_id=\(long.prefix(32)) span_id=\(long.prefix(16))")
      texts.append("data:image/png;base64,\(image)")
      texts.append("{\"image\":\"\(image)\"}")
      texts.append(
        "\(long.prefix(8))-\(long.prefix(4))-4\(long.prefix(3))-a\(long.prefix(3))-\(long.prefix(12))"
      )
    }
    return texts
  }

  private static func base64(_ count: Int, _ dice: inout Seeded) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return "iVBORw0KGgo" + String((0..<count).map { _ in letters[dice.below(64)] })
  }
}
