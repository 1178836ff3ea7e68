package stage

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/scenarios"
)

// A task is what a request of its own begins for a bucket, and another ends.
type task struct {
	kind   scenarios.TraitKind
	effect scenarios.Effect // of a write of it, and its sub-resource
	begin  func(context.Context, *oss.Bucket, Place) (id string, err error)
	end    func(context.Context, *oss.Bucket) error
}

func tasks() []task {
	return []task{
		{scenarios.Replication, scenarios.ReplicationEffect, beginReplication, endReplication},
		{scenarios.RedundancyTask, scenarios.RedundancyEffect, beginRedundancy, endRedundancy},
	}
}

// A taskOf names the task with that effect of a bucket.
type taskOf struct {
	effect scenarios.Effect
	bucket string
}

// begun is a task as it was arranged: the value of its trait, and the id that the target gave it.
type begun struct{ value, id string }

// arrangeTasks begins the tasks that the state has, and ends the others.
func (f *Fixtures) arrangeTasks(ctx context.Context, place *Place, want scenarios.State) error {
	for _, t := range tasks() {
		name := taskOf{t.effect, place.Bucket}
		have, wanted := f.tasks[name], want.Of(t.kind)
		if have.value == wanted {
			place.know(have)
			continue
		}
		if unserved := f.unserved[string(t.effect)]; unserved != nil {
			return unserved
		}
		bucket, err := f.bucketOf(*place)
		if err != nil {
			return err
		}
		f.moved(place.Bucket)
		f.tasks[name] = begun{value: unknown} // until it is as wanted
		now := begun{value: wanted}
		if have.value != "" {
			err = t.end(ctx, bucket)
		}
		if err == nil && wanted != "" {
			now.id, err = t.begin(ctx, bucket, *place)
		}
		if err != nil {
			return f.served(string(t.effect), err)
		}
		f.tasks[name] = now
		place.know(now)
	}
	return nil
}

// know takes the id of a task that has one.
func (p *Place) know(b begun) {
	if b.id != "" {
		p.TaskID = b.id
	}
}

// changedTask forgets the task of the bucket that a write with that effect may have changed.
func (f *Fixtures) changedTask(bucket string, effect scenarios.Effect) {
	if slices.ContainsFunc(tasks(), func(t task) bool { return t.effect == effect }) {
		f.tasks[taskOf{effect, bucket}] = begun{value: unknown}
	}
}

// forgetTasks forgets the tasks of a bucket that no longer exists.
func (f *Fixtures) forgetTasks(bucket string) {
	maps.DeleteFunc(f.tasks, func(name taskOf, _ begun) bool { return name.bucket == bucket })
}

// obstacle is the task as an obstacle to the removal of its bucket.
func (t task) obstacle() obstacle {
	return obstacle{t.kind, func(ctx context.Context, f *Fixtures, b *oss.Bucket) error {
		if f.unserved[string(t.effect)] != nil {
			return nil
		}
		if err := t.end(ctx, b); !missing(err) {
			return unlessUnserved(err)
		}
		return nil
	}, func(f *Fixtures, bucket string) bool { return f.tasks[taskOf{t.effect, bucket}].value != "" }}
}

// beginReplication makes the rule that replicates to the source of copies. If the target has it, an answer got lost.
// https://alibabacloud.com/help/en/oss/developer-reference/putbucketreplication
func beginReplication(ctx context.Context, bucket *oss.Bucket, place Place) (string, error) {
	document := strings.NewReplacer("{source}", place.Source, "{sourceLocation}", place.SourceLocation).Replace(scenarios.ReplicationToSource)
	err := aboutReplication(ctx, bucket, "add", document)
	if refusedWith(err, "BucketReplicationAlreadyExist") {
		return "", nil
	}
	return "", err
}

func endReplication(ctx context.Context, bucket *oss.Bucket) error {
	if err := aboutReplication(ctx, bucket, "delete", scenarios.ReplicationEnd); !missing(err) {
		return err
	}
	return nil
}

func aboutReplication(ctx context.Context, bucket *oss.Bucket, component, document string) error {
	_, err := send(ctx, &bucket.Client, http.MethodPost, bucket.BucketName, query{"replication": nil, "comp": component}, nil, document)
	if err != nil {
		return fmt.Errorf("POST ?replication&comp=%s: %w", component, err)
	}
	return nil
}

// The sub-resource of changes of redundancy, and the parameters that name the redundancy and the task.
const (
	redundancy       = "redundancyTransition"
	redundancyTarget = "x-oss-target-redundancy-type"
	redundancyTask   = "x-oss-redundancy-transition-taskid"
)

// beginRedundancy begins the change to zone-redundant storage and returns its id.
// https://www.alibabacloud.com/help/en/oss/developer-reference/createbucketdataredundancytransition
func beginRedundancy(ctx context.Context, bucket *oss.Bucket, _ Place) (string, error) {
	text, err := send(ctx, &bucket.Client, http.MethodPost, bucket.BucketName, query{redundancy: nil, redundancyTarget: "ZRS"}, nil, "")
	if err != nil {
		return "", fmt.Errorf("POST ?%s: %w", redundancy, err)
	}
	var made struct {
		TaskID string `xml:"TaskId"`
	}
	if err := xml.Unmarshal(text, &made); err != nil || made.TaskID == "" {
		return "", errors.Join(errors.New("CreateBucketDataRedundancyTransition answers no id"), err)
	}
	return made.TaskID, nil
}

// endRedundancy deletes every task of a bucket.
func endRedundancy(ctx context.Context, bucket *oss.Bucket) error {
	var list struct {
		Tasks []struct {
			TaskID string `xml:"TaskId"`
		} `xml:"BucketDataRedundancyTransition"`
	}
	if err := ask(ctx, &bucket.Client, bucket.BucketName, query{redundancy: nil}, &list); err != nil {
		return err
	}
	for _, t := range list.Tasks {
		_, err := send(ctx, &bucket.Client, http.MethodDelete, bucket.BucketName, query{redundancy: nil, redundancyTask: t.TaskID}, nil, "")
		if err != nil && !missing(err) {
			return fmt.Errorf("DELETE ?%s: %w", redundancy, err)
		}
	}
	return nil
}
