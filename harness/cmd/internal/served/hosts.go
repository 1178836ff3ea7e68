package served

import (
	"cmp"
	"fmt"
	"net"
	"strings"
	"unicode"
)

// hosts prints how clients reach an emulator with these flags: by its IP address, by the names of the service, and
// with the certificate that they must trust. It starts nothing.
// How each SDK makes the host of a request:
//   - Go v1: https://github.com/aliyun/aliyun-oss-go-sdk/blob/v3.0.2/oss/conn.go (InitExt)
//   - Go v2: https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/v1.6.1/oss/client.go (resolveUrlStyle)
//   - Java, which takes a proxy from its configuration alone:
//     https://github.com/aliyun/aliyun-oss-java-sdk/blob/master/src/main/java/com/aliyun/oss/common/comm/DefaultServiceClient.java
//   - Python: https://github.com/aliyun/aliyun-oss-python-sdk/blob/master/oss2/http.py and utils.py (is_ip_or_localhost)
//   - Java: https://github.com/aliyun/aliyun-oss-java-sdk/blob/master/src/main/java/com/aliyun/oss/OSSClient.java (isIpOrLocalhost)
//   - Node: https://github.com/ali-sdk/ali-oss/blob/master/lib/common/utils/getReqUrl.js (sldEnable)
func (c *Emulator) hosts(to Output) error {
	address, err := reachedAt(c.Listen)
	if err != nil {
		return err
	}
	region := "cn-hangzhou"
	if len(c.Region) > 0 {
		region = c.Region[0]
	}
	secure, ca := cmp.Or(c.TLS, "127.0.0.1:8443"), cmp.Or(c.CA, "oss403-ca.pem")
	secureAt, err := reachedAt(secure)
	if err != nil {
		return err
	}
	ip, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("taking %q apart: %w", address, err)
	}
	_, err = strings.NewReplacer(
		"{address}", address, "{region}", region, "{secure}", secureAt, "{ip}", ip, "{port}", port, "{ca}", inShell(ca),
	).WriteString(to.Out, hostsText)
	if err != nil {
		return fmt.Errorf("printing how the emulator is reached: %w", err)
	}
	return nil
}

// reachedAt is the address by which a client on this machine reaches what listens at another.
func reachedAt(listen string) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", usagef("address %q; accepted: HOST:PORT", listen)
	}
	if port == "0" {
		return "", usagef("address %q: the port is chosen at the start; accepted: a port other than 0", listen)
	}
	if ip := net.ParseIP(host); host == "" || host == "localhost" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}

// inShell is a word as a POSIX shell reads it: in quotes, if it has a character that a shell may take for its own.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
func inShell(word string) string {
	if !strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/._-", r)
	}) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

const hostsText = `By IP address, with the bucket in the path: no names and no certificate are needed.
  curl         curl http://{address}/BUCKET/KEY
  Go v1        oss.New("http://{address}", id, secret)
  Go v2        oss.LoadDefaultConfig().WithEndpoint("http://{address}").WithRegion("{region}")
  Python       oss2.Bucket(auth, "http://{address}", "BUCKET")
  Java         new OSSClientBuilder().build("http://{address}", id, secret)
  Node         new OSS({endpoint: "http://{address}", sldEnable: true, accessKeyId, accessKeySecret, bucket})
All but Node take an IP address as path style by themselves. Python and Java do so with localhost too; Go puts the bucket before
it, unless told otherwise: oss.ForcePathStyle(true) in v1, WithUsePathStyle(true) in v2.

By the names of the service: clients stay as they are. One of these leads the names here.
  a proxy      export http_proxy=http://{address}      (HTTP only; curl, Go and Python obey it; Java and Node's http do not)
  Java         ClientBuilderConfiguration: setProxyHost("{ip}"), setProxyPort({port})
  curl         curl --connect-to ::{address} http://BUCKET.oss-{region}.aliyuncs.com/KEY
  Go           http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
                 return new(net.Dialer).DialContext(ctx, network, "{address}") }}
  /etc/hosts   {ip} oss-{region}.aliyuncs.com BUCKET.oss-{region}.aliyuncs.com sts.aliyuncs.com ram.aliyuncs.com
               a line names no wildcard: each bucket needs its name; the emulator listens at the ports of the service:
               oss403 emulator --listen=127.0.0.1:80 --tls=127.0.0.1:443
  Docker       docker run --network=NET --network-alias=oss-{region}.aliyuncs.com --network-alias=BUCKET.oss-{region}.aliyuncs.com …

HTTPS: the emulator issues its own certificates. Clients must trust the authority that it makes at each start.
  oss403 emulator --tls={secure} --ca={ca}
  curl         curl --cacert {ca} --connect-to ::{secure} https://BUCKET.oss-{region}.aliyuncs.com/KEY
  Go           export SSL_CERT_FILE={ca}                  (Linux; programs with OpenSSL too)
  Python       export REQUESTS_CA_BUNDLE={ca}             (oss2 uses requests)
  Node         export NODE_EXTRA_CA_CERTS={ca}
  Java         keytool -importcert -noprompt -alias oss403 -file {ca} -keystore oss403.jks -storepass changeit
               java -Djavax.net.ssl.trustStore=oss403.jks -Djavax.net.ssl.trustStorePassword=changeit …
`
