package op

import (
	"encoding/xml"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The parameters of tasks that change the redundancy of a bucket.
const (
	redundancyTarget = "x-oss-target-redundancy-type"
	redundancyTask   = "x-oss-redundancy-transition-taskid"
)

// redundancyOperations are those of tasks that change the redundancy of a bucket. A task is stored and told, and waits in
// the queue for good.
func redundancyOperations() []Operation {
	row := func(name, method string) Operation {
		return Operation{Name: name, Method: method, Sub: "redundancyTransition", Level: Bucket, Kind: Management, Action: "oss:" + name}
	}
	create, list := row("CreateBucketDataRedundancyTransition", "POST"), row("ListBucketDataRedundancyTransition", "GET")
	get, gone := row("GetBucketDataRedundancyTransition", "GET"), row("DeleteBucketDataRedundancyTransition", "DELETE")
	all := row("ListUserDataRedundancyTransition", "GET")
	for _, o := range []*Operation{&get, &gone} {
		o.Sub, o.With = redundancyTask, "redundancyTransition"
	}
	all.Level = Service
	create.Writes, create.Change = true, createRedundancyTask
	gone.Writes, gone.Change = true, deleteRedundancyTask
	list.Do, get.Do, all.Do = listRedundancyTasks, getRedundancyTask, listRedundancyTasksOfUser
	return []Operation{create, get, list, gone, all}
}

type redundancyInfo struct {
	XMLName    xml.Name `xml:"BucketDataRedundancyTransition"`
	Bucket     string   `xml:",omitempty"`
	TaskId     string
	Status     string `xml:",omitempty"`
	CreateTime string `xml:",omitempty"`
}

func toldTask(b *world.Bucket, t world.RedundancyTask) redundancyInfo {
	return redundancyInfo{Bucket: b.Name, TaskId: t.ID, Status: "Queueing", CreateTime: wire.ISOTime(t.Created)}
}

// createRedundancyTask: only to ZRS, from LRS, and one at a time. How the service refuses is assumed.
// https://www.alibabacloud.com/help/en/oss/developer-reference/createbucketdataredundancytransition
func createRedundancyTask(c *ChangeContext) (*wire.Response, *deny.Denial) {
	target := c.Request.Query.Get(redundancyTarget)
	switch {
	case target != "ZRS", c.Bucket.Redundancy == target:
		return nil, wrong(deny.InvalidArgument, redundancyTarget, target)
	case len(c.Bucket.Redundant) > 0:
		return nil, deny.Because(deny.RedundancyExists, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
	}
	task := world.RedundancyTask{ID: strings.ToLower(c.NewID()), Target: target, Created: c.Request.Now}
	c.Draft.ChangeBucket(c.Bucket.Name, func(b *world.Bucket) { b.Redundant = append(slices.Clip(b.Redundant), task) })
	return wire.XML(200, redundancyInfo{TaskId: task.ID}), nil
}

func taskNamed(c *Context) (int, *deny.Denial) {
	id := c.Request.Query.Get(redundancyTask)
	at := slices.IndexFunc(c.Bucket.Redundant, func(t world.RedundancyTask) bool { return t.ID == id })
	if at < 0 {
		return 0, wrong(deny.NoRedundancyTask, redundancyTask, id)
	}
	return at, nil
}

// getRedundancyTask is
// https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketdataredundancytransition
func getRedundancyTask(c *Context) (*wire.Response, *deny.Denial) {
	at, denial := taskNamed(c)
	if denial != nil {
		return nil, denial
	}
	return wire.XML(200, toldTask(c.Bucket, c.Bucket.Redundant[at])), nil
}

// deleteRedundancyTask is
// https://www.alibabacloud.com/help/en/oss/developer-reference/deletebucketdataredundancytransition
func deleteRedundancyTask(c *ChangeContext) (*wire.Response, *deny.Denial) {
	at, denial := taskNamed(&c.Context)
	if denial != nil {
		return nil, denial
	}
	return c.replaceBucket(204, func(b *world.Bucket) { b.Redundant = slices.Delete(slices.Clone(b.Redundant), at, at+1) })
}

type redundancyList struct {
	XMLName     xml.Name `xml:"ListBucketDataRedundancyTransition"`
	IsTruncated bool
	Tasks       []redundancyInfo
}

// listRedundancyTasks is
// https://alibabacloud.com/help/en/oss/developer-reference/listbucketdataredundancytransition
func listRedundancyTasks(c *Context) (*wire.Response, *deny.Denial) {
	var doc redundancyList
	for _, t := range c.Bucket.Redundant {
		doc.Tasks = append(doc.Tasks, toldTask(c.Bucket, t))
	}
	return wire.XML(200, doc), nil
}

// listRedundancyTasksOfUser lists those of all buckets of an account, in one page.
// https://www.alibabacloud.com/help/en/oss/developer-reference/listuserdataredundancytransition
func listRedundancyTasksOfUser(c *Context) (*wire.Response, *deny.Denial) {
	var doc redundancyList
	for _, b := range c.World.Buckets.From("") {
		for _, t := range b.Redundant {
			if b.Owner == c.Caller {
				doc.Tasks = append(doc.Tasks, toldTask(b, t))
			}
		}
	}
	return wire.XML(200, doc), nil
}
